package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Finding;

/** What {@code check} looks at on slapd: controls, hashing, rights, policies. Writes nothing. */
final class OpenLdapExamination {

  private final Target target;
  private final Policies policies;
  private final BeheraVocabulary vocabulary;
  private final Hashing hashing;

  OpenLdapExamination(
      Target target, Policies policies, BeheraVocabulary vocabulary, Hashing hashing) {
    this.target = target;
    this.policies = policies;
    this.vocabulary = vocabulary;
    this.hashing = hashing;
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    all.add(passwords());
    all.addAll(new RightsExamination(target, true).findings());
    all.addAll(PolicyExamination.named(target, policies, vocabulary).findings());
    policies.defaultPolicy().ifPresent(policy -> all.add(policyRights(policy)));
    return all;
  }

  private Finding passwords() {
    String subject = "passwords: storage";
    return switch (hashing.seenOn(target.sampleAccount())) {
      case HASHED -> Finding.ok(subject, "the server hashes what a modification brings in clear");
      case CLEAR ->
          Finding.warn(
              subject,
              "a modification would store passwords in clear: resets go by RFC 3062, and a change"
                  + " in the very moment of a reset is overwritten",
              "overlay ppolicy: ppolicy_hash_cleartext (olcPPolicyHashCleartext: TRUE)");
      case UNTOLD ->
          Finding.warn(
              subject,
              "cannot be told whether the server hashes: resets go by RFC 3062 ("
                  + hashing.detail()
                  + ")",
              "slapd, before other rules of this attribute: access to dn.subtree=\""
                  + target.settings().accounts().base()
                  + "\" attrs=userPassword by dn.exact=\""
                  + target.settings().bindDn()
                  + "\" =mwcxd by self =wx by * auth");
    };
  }

  private Finding policyRights(PasswordPolicy policy) {
    String subject = "rights: policies";
    ModifyRequest request =
        new ModifyRequest(
            policy.dn(),
            Vocabulary.replace("pwdExpireWarning", Long.toString(policy.warn().toSeconds())));
    request.addControl(new Control(Hashing.NO_OP, true));
    try {
      target.link().modify(request);
      return Finding.ok(subject, "may be written");
    } catch (LDAPException e) {
      if (!e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
        return Finding.warn(
            subject, "cannot be told: " + Failures.said(e), "let the server take changes");
      }
      return Finding.warn(
          subject,
          "may not be written: policy set and policy sync will be refused",
          "slapd, before other rules of this place: access to dn.subtree=\""
              + parent(policy.dn()).orElse(policy.dn())
              + "\" by dn.exact=\""
              + target.settings().bindDn()
              + "\" write by users read");
    }
  }

  private static Optional<String> parent(String dn) {
    try {
      return Optional.ofNullable(DN.getParentString(dn));
    } catch (LDAPException e) {
      return Optional.empty();
    }
  }
}
