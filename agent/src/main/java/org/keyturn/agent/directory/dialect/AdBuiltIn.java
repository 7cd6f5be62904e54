package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.directory.Failures;

/**
 * The accounts of a domain that belong to the system and whose passwords nobody sets by hand: the
 * Administrator, krbtgt and its kin, machines, trusts and managed service accounts. Only those that
 * the configured filter lets through are looked for: nothing else can be selected.
 */
final class AdBuiltIn {

  /** LDAP_MATCHING_RULE_BIT_OR. */
  private static final String ANY_BIT = ":1.2.840.113556.1.4.804:";

  private static final int TRUST_ACCOUNTS = 0x800 | 0x1000 | 0x2000;

  private static final int ADMINISTRATOR = 500;
  private static final int KRBTGT = 502;

  private final Target target;
  private final String domain;

  AdBuiltIn(Target target, String domain) {
    this.target = target;
    this.domain = domain;
  }

  Set<String> dns() {
    try {
      Filter filter =
          Filter.createANDFilter(
              Filter.create(target.settings().accounts().filter()), Filter.createORFilter(kinds()));
      Set<String> dns = new HashSet<>();
      AdPages.each(
          target.link(),
          target.settings().accounts().base(),
          filter,
          entry -> dns.add(entry.getDN()),
          "objectClass");
      return dns;
    } catch (LDAPException e) {
      throw Failures.read(e, "looking for the domain's built-in accounts");
    }
  }

  private List<Filter> kinds() throws LDAPException {
    List<Filter> kinds = new ArrayList<>();
    kinds.add(Filter.create("(isCriticalSystemObject=TRUE)"));
    kinds.add(Filter.create("(sAMAccountName=krbtgt)"));
    kinds.add(Filter.create("(msDS-SecondaryKrbTgtNumber=*)")); // a read-only DC's krbtgt
    kinds.add(Filter.create("(objectClass=computer)"));
    kinds.add(Filter.create("(objectClass=msDS-ManagedServiceAccount)"));
    kinds.add(Filter.create("(objectClass=msDS-GroupManagedServiceAccount)"));
    kinds.add(Filter.create("(userAccountControl" + ANY_BIT + "=" + TRUST_ACCOUNTS + ")"));
    byte[] sid = domainSid();
    if (sid != null) {
      kinds.add(Filter.createEqualityFilter("objectSid", account(sid, ADMINISTRATOR)));
      kinds.add(Filter.createEqualityFilter("objectSid", account(sid, KRBTGT)));
    }
    return kinds;
  }

  private byte @Nullable [] domainSid() throws LDAPException {
    return target
        .link()
        .search(
            new SearchRequest(
                domain, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), "objectSid"))
        .getSearchEntries()
        .stream()
        .findFirst()
        .map((Entry e) -> e.getAttributeValueBytes("objectSid"))
        .orElse(null);
  }

  /** One more sub-authority, little-endian; the second byte counts them (MS-DTYP, 2.4.2.2). */
  static byte[] account(byte[] domainSid, int relativeId) {
    byte[] sid =
        ByteBuffer.allocate(domainSid.length + 4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(domainSid)
            .putInt(relativeId)
            .array();
    sid[1]++;
    return sid;
  }
}
