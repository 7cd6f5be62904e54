package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.NormalDn;

/**
 * Which policy an account has that nobody chose one for: the one subentry that selects all that
 * stands at the accounts' base (RFC 3672), no more than a base given; else what cn=config names,
 * where the agent may look, which is rare.
 */
final class OpenDjDefaultPolicy {

  private static final String SPECIFICATION = "subtreeSpecification";
  private static final String CONFIGURED = "ds-cfg-default-password-policy";

  /** A specification that leaves nobody out: {@code {}} or {@code { base "ou=people" }}. */
  private static final Pattern WHOLE =
      Pattern.compile("\\{\\s*(?:base\\s+\"((?:[^\"]|\"\")*)\"\\s*)?\\}");

  private OpenDjDefaultPolicy() {}

  static Optional<String> of(Target target) {
    List<String> whole = covering(target);
    return whole.size() == 1 ? Optional.of(whole.get(0)) : configured(target);
  }

  /** The subentries that leave nobody out. */
  static List<String> covering(Target target) {
    try {
      List<SearchResultEntry> subentries =
          target
              .link()
              .search(
                  new SearchRequest(
                      target.suffix(),
                      SearchScope.SUB,
                      PolicyForm.SUBENTRY.filter(),
                      SPECIFICATION))
              .getSearchEntries();
      return subentries.stream()
          .filter(entry -> covers(entry, target.settings().accounts().base()))
          .map(Entry::getDN)
          .toList();
    } catch (LDAPException e) {
      throw Failures.read(e, "the password policies cannot be read");
    }
  }

  private static boolean covers(Entry policy, String accounts) {
    String specification = policy.getAttributeValue(SPECIFICATION);
    Matcher whole = WHOLE.matcher(specification == null ? "" : specification.strip());
    if (!whole.matches()) {
      return false;
    }
    try {
      String parent = DN.getParentString(policy.getDN());
      String base = whole.group(1);
      String top =
          base == null || base.isBlank() ? parent : base.replace("\"\"", "\"") + "," + parent;
      return DN.isDescendantOf(accounts, top, true);
    } catch (LDAPException e) {
      return false;
    }
  }

  /** What cn=config names, where the agent may look. */
  static Optional<String> configured(Target target) {
    try {
      return target
          .link()
          .search(new SearchRequest("cn=config", SearchScope.BASE, "(objectClass=*)", CONFIGURED))
          .getSearchEntries()
          .stream()
          .map(entry -> entry.getAttributeValue(CONFIGURED))
          .filter(dn -> dn != null && NormalDn.isDn(dn))
          .findFirst();
    } catch (LDAPException e) {
      return Optional.empty(); // not permitted, which is usual: the settings may name it
    }
  }
}
