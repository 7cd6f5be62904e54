package org.keyturn.agent.directory.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Finding;

/** The traps that OpenDJ's password policies set. */
final class OpenDjPolicyExamination {

  private final Target target;
  private final Policies policies;
  private final OpenDjVocabulary vocabulary;

  OpenDjPolicyExamination(Target target, Policies policies, OpenDjVocabulary vocabulary) {
    this.target = target;
    this.policies = policies;
    this.vocabulary = vocabulary;
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    all.add(defaultPolicy());
    all.add(neverPolicy());
    policies.all().forEach(policy -> all.add(policy(policy)));
    return all;
  }

  private Finding defaultPolicy() {
    String subject = "default policy";
    Optional<String> dn = policies.defaultDn();
    if (dn.isEmpty()) {
      return Finding.warn(
          subject,
          "no one subentry covers "
              + target.settings().accounts().base()
              + ", and the server's own default stands in cn=config, which the agent may not read:"
              + " accounts under that are skipped",
          "add a pwdPolicy subentry with subtreeSpecification: {} above the accounts, or set"
              + " directories."
              + target.settings().name()
              + ".default-policy to the one meant");
    }
    return policies.defaultPolicy().isPresent()
        ? Finding.ok(subject, dn.get())
        : Finding.fail(
            subject,
            dn.get() + " is no password policy that the agent can read",
            "correct default-policy, or let the agent read it");
  }

  private Finding neverPolicy() {
    String subject = "never-expire policy";
    return vocabulary
        .neverPolicyDn()
        .map(dn -> Finding.ok(subject, dn))
        .orElseGet(
            () ->
                Finding.warn(
                    subject,
                    "there is not just one policy without a maximum age",
                    "keyturn policy set never --max-age never, and name it in"
                        + " never-expire-policy"));
  }

  private static Finding policy(PasswordPolicy policy) {
    String subject = "policy: " + policy.name();
    return policy.mustChange()
        ? Finding.ok(subject, policy.dn())
        : Finding.warn(
            subject,
            "pwdMustChange is not TRUE: \"must change at next sign-in\" has no effect under it",
            "set pwdMustChange: TRUE on " + policy.dn());
  }
}
