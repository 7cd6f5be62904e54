package org.keyturn.agent.account;

import java.util.Optional;

/** The policy that the server applies to an account, or why that cannot be told. */
public sealed interface PolicyInForce {

  /**
   * @param policy the policy
   * @param source the attribute or setting that names it, for {@code explain}: "pwdPolicySubentry",
   *     "default-policy of the config"
   */
  record Resolved(PasswordPolicy policy, String source) implements PolicyInForce {}

  /**
   * @param reason kebab-case, as shown in reports: {@code policy-dangling}, {@code policy-unknown}
   * @param detail the value that could not be resolved, for people
   */
  record Unresolved(String reason, String detail) implements PolicyInForce {}

  default Optional<PasswordPolicy> resolved() {
    return this instanceof Resolved r ? Optional.of(r.policy()) : Optional.empty();
  }
}
