package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Finding;

/**
 * Tries each right on some account without changing it: it deletes a value that is not there, which
 * the server refuses as such only to somebody who might have deleted it.
 */
final class Ds389RightsExamination {

  /** With a value that no account has. */
  private static final Map<String, String> NEEDED = new LinkedHashMap<>();

  static {
    NEEDED.put(Ds389State.PASSWORD, "{CLEAR}keyturn asks whether it might");
    NEEDED.put(Ds389State.EXPIRES, "19010101000000Z");
    NEEDED.put(Ds389State.WARNED, "901");
    NEEDED.put(Ds389State.CHANGED, "19010101000000Z");
    NEEDED.put(Ds389State.POINTER, "cn=keyturn asks whether it might");
    NEEDED.put(Ds389State.DISABLED, "keyturn asks whether it might");
    NEEDED.put(Ds389State.UNLOCKS, "19010101000000Z");
    NEEDED.put(Ds389State.FAILURES, "9010");
    NEEDED.put(Ds389State.FAILURES_FORGOTTEN, "19010101000000Z");
  }

  private final Target target;

  Ds389RightsExamination(Target target) {
    this.target = target;
  }

  List<Finding> findings() {
    Optional<String> sample = target.sampleAccount();
    if (sample.isEmpty()) {
      return target.nobody();
    }
    List<Finding> all = new ArrayList<>();
    NEEDED.forEach((attribute, value) -> all.add(probe(sample.get(), attribute, value)));
    return all;
  }

  /** Why the agent cannot write one of them, and the mend; empty: it can, or nobody is there. */
  Optional<String> objection(String attribute) {
    return target
        .sampleAccount()
        .map(dn -> probe(dn, attribute, Objects.requireNonNull(NEEDED.get(attribute))))
        .flatMap(Finding::objection);
  }

  private Finding probe(String dn, String attribute, String absent) {
    String subject = "rights: " + attribute;
    try {
      target
          .link()
          .modify(
              new ModifyRequest(dn, new Modification(ModificationType.DELETE, attribute, absent)));
      return Finding.ok(subject, "may be written");
    } catch (LDAPException e) {
      ResultCode code = e.getResultCode();
      if (code.equals(ResultCode.NO_SUCH_ATTRIBUTE)) {
        return Finding.ok(subject, "may be written");
      }
      return code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
          ? Finding.fail(subject, "may not be written by the agent", mend(attribute))
          : Finding.warn(
              subject, "cannot be told: " + Failures.said(e), "let the server take changes");
    }
  }

  private String mend(String attribute) {
    List<String> state =
        NEEDED.keySet().stream().filter(a -> !a.equals(Ds389State.PASSWORD)).toList();
    return Mend.add(
        target.settings().accounts().base(),
        "aci",
        attribute.equals(Ds389State.PASSWORD)
            ? aci(attribute, "keyturn: passwords", "write")
            : aci(String.join(" || ", state), "keyturn: state", "read, search, compare, write"));
  }

  private String aci(String attributes, String name, String rights) {
    return "(targetattr = \""
        + attributes
        + "\")(version 3.0; acl \""
        + name
        + "\"; allow ("
        + rights
        + ") userdn = \"ldap:///"
        + target.settings().bindDn()
        + "\";)";
  }
}
