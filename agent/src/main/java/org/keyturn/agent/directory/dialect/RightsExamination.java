package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Control;
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
 * Tries each right on some account without changing it: under No-Op where the server has it, else
 * by a modification that must fail (it deletes a value that is not there) after the rights were
 * looked at.
 */
final class RightsExamination {

  private static final Map<String, String> NEEDED = new LinkedHashMap<>();

  static {
    NEEDED.put(Behera.RESET, "TRUE");
    NEEDED.put(Behera.CHANGED, "20200101000000Z");
    NEEDED.put(Behera.POINTER, "");
    NEEDED.put(Behera.LOCKED, Behera.FOR_GOOD);
  }

  private final Target target;
  private final boolean noOp;

  RightsExamination(Target target, boolean noOp) {
    this.target = target;
    this.noOp = noOp;
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

  private Finding probe(String dn, String attribute, String value) {
    String subject = "rights: " + attribute;
    try {
      target.link().modify(noOp ? rehearsal(dn, attribute, value) : impossible(dn, attribute));
      return Finding.ok(subject, "may be written");
    } catch (LDAPException e) {
      ResultCode code = e.getResultCode();
      if (code.equals(ResultCode.NO_SUCH_ATTRIBUTE)) {
        return Finding.ok(subject, "may be written");
      }
      if (code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
        return attribute.equals(Behera.CHANGED)
            ? Finding.warn(
                subject, "may not be written: expire and spread cannot be done here", mend())
            : Finding.fail(subject, "may not be written by the agent", mend());
      }
      return Finding.warn(subject, "cannot be told: " + Failures.said(e), mend());
    }
  }

  private static ModifyRequest rehearsal(String dn, String attribute, String value) {
    Modification modification =
        value.isEmpty() ? Vocabulary.replace(attribute) : Vocabulary.replace(attribute, value);
    ModifyRequest request = new ModifyRequest(dn, modification);
    request.addControl(new Control(Hashing.NO_OP, true));
    if (attribute.equals(Behera.CHANGED)) {
      request.addControl(new Control(OpenLdap.RELAX, true));
    }
    return request;
  }

  private static ModifyRequest impossible(String dn, String attribute) {
    return new ModifyRequest(
        dn,
        new Modification(ModificationType.DELETE, Behera.CHANGED, "19010101000000Z"),
        Vocabulary.replace(attribute));
  }

  private String mend() {
    return noOp
        ? "slapd, before other rules of these attributes: access to dn.subtree=\""
            + target.settings().accounts().base()
            + "\" attrs=userPassword,"
            + String.join(",", NEEDED.keySet())
            + " by dn.exact=\""
            + target.settings().bindDn()
            + "\" manage by * break"
        : "make " + target.settings().bindDn() + " an administrator of the accounts";
  }
}
