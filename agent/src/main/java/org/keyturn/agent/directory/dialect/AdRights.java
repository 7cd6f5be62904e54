package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Finding;

/**
 * Which rights the agent has been delegated. The server itself says what may be written ({@code
 * allowedAttributesEffective}, MS-ADTS, section 3.1.1.4.5.20); the right to reset passwords is
 * tried with a modification that must fail twice over: it deletes a value that is not there, and
 * its password is none.
 */
final class AdRights {

  static final String WRITABLE = "allowedAttributesEffective";

  /** What is written on accounts, and what for. */
  private static final Map<String, String> NEEDED = new LinkedHashMap<>();

  static {
    NEEDED.put(AdState.CHANGED, "reset and force-change");
    NEEDED.put(AdState.CONTROL, "never-expire, disable and enable");
    NEEDED.put(AdState.LOCKED, "unlock");
  }

  private static final String IMPOSSIBLE_TIME = "1";

  private final Target target;
  private final AdDelegation delegation;

  AdRights(Target target, AdDelegation delegation) {
    this.target = target;
    this.delegation = delegation;
  }

  List<Finding> findings() throws LDAPException {
    Optional<String> sample = target.sampleAccount();
    if (sample.isEmpty()) {
      return target.nobody();
    }
    Entry entry = read(sample.get());
    List<Finding> all = new ArrayList<>();
    all.add(reading(entry));
    all.add(resetting(sample.get(), allows(entry, AdState.CHANGED)));
    NEEDED.forEach((attribute, what) -> all.add(writing(entry, attribute, what)));
    return all;
  }

  private Entry read(String dn) throws LDAPException {
    List<String> attributes = new ArrayList<>(AdState.ATTRIBUTES);
    attributes.add(WRITABLE);
    return target
        .link()
        .search(
            new SearchRequest(
                dn,
                SearchScope.BASE,
                Filter.createPresenceFilter("objectClass"),
                attributes.toArray(String[]::new)))
        .getSearchEntries()
        .stream()
        .findFirst()
        .map(e -> (Entry) e)
        .orElseGet(() -> new Entry(dn));
  }

  private Finding reading(Entry entry) {
    List<String> hidden =
        Stream.of(AdState.ID, AdState.CHANGED, AdState.CONTROL, AdState.EXPIRES)
            .filter(attribute -> !entry.hasAttribute(attribute))
            .toList();
    return hidden.isEmpty()
        ? Finding.ok("rights: reading", "the state of passwords is visible")
        : Finding.fail(
            "rights: reading",
            "not visible: " + String.join(", ", hidden),
            delegation.readAccounts());
  }

  private Finding writing(Entry entry, String attribute, String what) {
    String subject = "rights: " + attribute;
    return allows(entry, attribute)
        ? Finding.ok(subject, "may be written")
        : Finding.fail(subject, "may not be written: no " + what, delegation.property(attribute));
  }

  static boolean allows(Entry entry, String attribute) {
    String[] writable = entry.getAttributeValues(WRITABLE);
    return writable != null && Arrays.stream(writable).anyMatch(attribute::equalsIgnoreCase);
  }

  /**
   * @param dated whether {@code pwdLastSet} may be written, without which a reset cannot be tried
   *     and would force no change either
   */
  private Finding resetting(String dn, boolean dated) throws LDAPException {
    String subject = "rights: reset password";
    List<String> lacking =
        dated ? List.of(AdVocabulary.PASSWORD) : List.of(AdVocabulary.PASSWORD, AdState.CHANGED);
    byte[] none = {0, 0};
    ModifyRequest request =
        new ModifyRequest(
            dn,
            new Modification(ModificationType.DELETE, AdState.CHANGED, IMPOSSIBLE_TIME),
            new Modification(ModificationType.REPLACE, AdVocabulary.PASSWORD, none));
    try {
      target.link().modify(request);
      return Finding.ok(subject, "may be done");
    } catch (LDAPException e) {
      ResultCode code = e.getResultCode();
      if (code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
        return Finding.fail(subject, "may not be done", delegation.change(lacking));
      }
      if (!Failures.isAnswer(e)) {
        throw e;
      }
      return Finding.ok(subject, "may be done");
    }
  }
}
