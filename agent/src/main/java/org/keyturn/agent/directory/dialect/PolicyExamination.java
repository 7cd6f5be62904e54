package org.keyturn.agent.directory.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Finding;

/** The traps that password policies set. */
final class PolicyExamination {

  private final Target target;
  private final Policies policies;
  private final BeheraVocabulary vocabulary;

  PolicyExamination(Target target, Policies policies, BeheraVocabulary vocabulary) {
    this.target = target;
    this.policies = policies;
    this.vocabulary = vocabulary;
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    all.add(defaultPolicy());
    all.add(neverPolicy());
    for (PasswordPolicy policy : policies.all()) {
      all.addAll(traps(policy));
    }
    return all;
  }

  private Finding defaultPolicy() {
    String subject = "default policy";
    Optional<String> dn = policies.defaultDn();
    if (dn.isEmpty()) {
      return Finding.warn(
          subject,
          "the server does not tell its default policy: accounts without a pointer are skipped",
          "set directories." + target.settings().name() + ".default-policy to its DN");
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

  private List<Finding> traps(PasswordPolicy policy) {
    List<Finding> traps = new ArrayList<>();
    String subject = "policy: " + policy.name();
    if (!policy.mustChange()) {
      traps.add(
          Finding.warn(
              subject,
              "pwdMustChange is not TRUE: \"must change at next sign-in\" has no effect under it",
              "set pwdMustChange: TRUE on " + policy.dn()));
    }
    if (!policy.lockout()) {
      traps.add(
          Finding.warn(
              subject,
              "pwdLockout is not TRUE: a disabled account can still sign in under it",
              "set pwdLockout: TRUE on "
                  + policy.dn()
                  + " (with pwdMaxFailure: 0, failures do not"
                  + " lock)"));
    }
    if (traps.isEmpty()) {
      traps.add(Finding.ok(subject, policy.dn()));
    }
    return traps;
  }
}
