package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.keyturn.agent.directory.NormalDn;

/**
 * A group by which a password settings object can come to a person.
 *
 * @param relativeId the last part of its SID, which {@code primaryGroupID} names
 * @param parents the groups that it is a member of itself
 */
record AdGroup(NormalDn dn, long relativeId, List<NormalDn> parents) {

  static final String SID = "objectSid";
  static final String MEMBER_OF = "memberOf";

  /** LDAP_MATCHING_RULE_BIT_AND. */
  private static final String ALL_BITS = "1.2.840.113556.1.4.803";

  /** RevMembGetAccountGroups (MS-DRSR, 4.1.8.1.3), as Samba asks it of itself. */
  private static Filter eligible() {
    return Filter.createANDFilter(
        Filter.createEqualityFilter("objectClass", "group"),
        Filter.createNOTFilter(type("1")), // built-in
        type("2147483648")); // for security, not for mail
  }

  private static Filter type(String bit) {
    return Filter.createExtensibleMatchFilter("groupType", ALL_BITS, false, bit);
  }

  /** All of the domain that the agent may see. */
  static List<AdGroup> all(Target target, String domain) throws LDAPException {
    List<AdGroup> all = new ArrayList<>();
    AdPages.each(target.link(), domain, eligible(), entry -> all.add(of(entry)), SID, MEMBER_OF);
    return all;
  }

  private static AdGroup of(Entry entry) {
    return new AdGroup(
        NormalDn.of(entry.getDN()),
        relativeId(entry),
        values(entry, MEMBER_OF).map(NormalDn::of).toList());
  }

  /** The last sub-authority, little-endian (MS-DTYP, section 2.4.2.2); -1 where there is no SID. */
  static long relativeId(Entry entry) {
    byte[] sid = entry.getAttributeValueBytes(SID);
    if (sid == null || sid.length < 12) {
      return -1;
    }
    long id = 0;
    for (int i = 1; i <= 4; i++) {
      id = id << 8 | (sid[sid.length - i] & 0xff);
    }
    return id;
  }

  static Stream<String> values(Entry entry, String attribute) {
    String[] values = entry.getAttributeValues(attribute);
    return values == null ? Stream.empty() : Arrays.stream(values);
  }
}
