package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.unboundidds.controls.GetEffectiveRightsRequestControl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.directory.Finding;

/**
 * What the state operation (unlock, expire) writes in the name of whoever asks. Nobody may write it
 * by a modification, not even under No-Op, so the server is asked for the agent's rights
 * (draft-ietf-ldapext-acl-model-08, "get effective rights").
 */
final class OpenDjRights {

  private static final String CONTROL = "1.3.6.1.4.1.42.2.27.9.5.2";
  private static final String RIGHTS = "aclRights";

  /** What for. */
  private static final Map<String, String> NEEDED = new LinkedHashMap<>();

  static {
    NEEDED.put(Behera.PASSWORD, "reset");
    NEEDED.put(OpenDjState.CHANGED, "expire, no spread");
    NEEDED.put(OpenDjState.LOCKED, "unlock");
    NEEDED.put(Behera.FAILURES, "unlock");
  }

  private final Target target;

  OpenDjRights(Target target) {
    this.target = target;
  }

  List<Finding> on(String dn) {
    Map<String, String> told = told(dn, NEEDED.keySet());
    if (told.isEmpty()) {
      return List.of(
          Finding.warn(
              "rights: unlock, expire",
              "cannot be told: the server does not show the agent what it may",
              Mend.add(
                  target.suffix(),
                  "aci",
                  "(targetcontrol=\""
                      + CONTROL
                      + "\")(version 3.0; acl \"keyturn asks for its rights\"; allow (read) "
                      + userdn()
                      + ";)",
                  "(targetattr=\""
                      + RIGHTS
                      + "\")(version 3.0; acl \"keyturn is told its rights\"; allow (read) "
                      + userdn()
                      + ";)")));
    }
    List<Finding> all = new ArrayList<>();
    NEEDED.forEach(
        (attribute, what) -> {
          String subject = "rights: " + attribute;
          all.add(
              isWritable(told, attribute)
                  ? Finding.ok(subject, "may be written")
                  : Finding.fail(subject, "may not be written: no " + what, aci(attribute)));
        });
    return all;
  }

  /** Why the agent cannot move an expiry, and the mend; empty: it can, or it cannot be told. */
  Optional<String> objection(String dn) {
    return on(dn).stream()
        .filter(f -> f.subject().equals("rights: " + OpenDjState.CHANGED))
        .findFirst()
        .flatMap(Finding::objection);
  }

  /** Whether the agent may write an attribute of an entry; empty: the server does not say. */
  Optional<Boolean> writes(String dn, String attribute) {
    Map<String, String> told = told(dn, Set.of(attribute));
    return told.isEmpty() ? Optional.empty() : Optional.of(isWritable(told, attribute));
  }

  private static boolean isWritable(Map<String, String> told, String attribute) {
    return told.getOrDefault(attribute.toLowerCase(Locale.ROOT), "").contains("write:1");
  }

  /** By the attribute in small letters: {@code search:1,read:1,compare:1,write:1,…}. */
  private Map<String, String> told(String dn, Set<String> attributes) {
    Map<String, String> told = new LinkedHashMap<>();
    try {
      SearchRequest request = new SearchRequest(dn, SearchScope.BASE, "(objectClass=*)", RIGHTS);
      request.addControl(
          new GetEffectiveRightsRequestControl(
              true, "dn:" + target.settings().bindDn(), attributes.toArray(String[]::new)));
      for (Entry entry : target.link().search(request).getSearchEntries()) {
        for (Attribute attribute : entry.getAttributes()) {
          String[] options = attribute.getName().split(";");
          if (options.length == 3 && options[1].equalsIgnoreCase("attributeLevel")) {
            told.put(options[2].toLowerCase(Locale.ROOT), attribute.getValue());
          }
        }
      }
    } catch (LDAPException e) {
      return Map.of();
    }
    return told;
  }

  /** What grants it; the attributes that make up the state of a password are granted together. */
  String aci(String attribute) {
    return Mend.add(
        target.suffix(),
        "aci",
        attribute.equals(Behera.PASSWORD)
            ? accounts(attribute, "keyturn: passwords", "write")
            : accounts(
                "pwdReset || ds-pwp-account-disabled || ds-pwp-password-policy-dn || pwdChangedTime ||"
                    + " pwdAccountLockedTime || pwdFailureTime || pwdGraceUseTime || ds-pwp-warned-time",
                "keyturn: state",
                "read,search,compare,write"));
  }

  /** Of what only follows from it. */
  String visibility() {
    return Mend.add(
        target.suffix(),
        "aci",
        accounts(
            "pwdPolicySubentry || ds-pwp-password-expiration-time || ds-pwp-last-login-time ||"
                + " ds-pwp-account-expiration-time",
            "keyturn: what follows from it",
            "read,search,compare"));
  }

  private String accounts(String attributes, String name, String rights) {
    return "(target=\"ldap:///"
        + target.settings().accounts().base()
        + "\")(targetattr=\""
        + attributes
        + "\")(version 3.0; acl \""
        + name
        + "\"; allow ("
        + rights
        + ") "
        + userdn()
        + ";)";
  }

  String userdn() {
    return "userdn=\"ldap:///" + target.settings().bindDn() + "\"";
  }
}
