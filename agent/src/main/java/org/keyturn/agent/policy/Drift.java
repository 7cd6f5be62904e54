package org.keyturn.agent.policy;

/** An account that is not as it was declared. */
public sealed interface Drift {

  /** What it is under, for people. */
  String found();

  /** What it was declared to be under, for people. */
  String declared();

  /**
   * It can be brought there.
   *
   * @param policy the DN of the policy that it is to be under; blank: the default one
   * @param why kebab-case: {@code not-a-member}
   */
  record Repairable(String policy, String found, String declared, String why) implements Drift {}

  /**
   * It is left as it is.
   *
   * @param reason kebab-case
   * @param detail what would help, for people
   */
  record Left(String reason, String detail, String found, String declared) implements Drift {}
}
