package org.keyturn.agent.directory;

/**
 * What a family of servers was seen to do that another does not. A case that a trait makes
 * meaningless asserts what the server does instead.
 */
enum Trait {
  /** A test can make a password look older than it is. */
  AGE_CAN_BE_SET,
  /** When a password ends follows from when it was set; else the server stores it apart. */
  EXPIRY_FOLLOWS_THE_CHANGE,
  /** Whoever must change their password signs in and may do that alone; else they stay outside. */
  MUST_CHANGE_CAN_BIND,
  /** "Must change" leaves standing when the password was set; else it takes that record's place. */
  MUST_CHANGE_KEEPS_THE_AGE,
  /** Whether "must change" is obeyed stands in the policy; else it always is. */
  MUST_CHANGE_IS_UP_TO_THE_POLICY,
  /** One account's password can be ended by itself. */
  EXPIRES_ONE_PASSWORD,
  /** An account never expires by being put under a policy that never expires; else by a mark. */
  NEVER_EXPIRE_BY_POLICY,
  /** Disabled is locked for good: a policy without lockout ignores it, unlocking ends it. */
  DISABLING_IS_A_LOCK,
  /** The agent creates a policy that does not exist; else it changes existing ones alone. */
  CREATES_POLICIES,
  /** A changed policy counts for passwords that were set before, at their next sign-in. */
  POLICY_CHANGES_COUNT_AT_ONCE,
  /** The server tells which policy is the default; else the config has to. */
  DEFAULT_POLICY_IS_TOLD,
  /** A sign-in is told how long the password works yet. */
  WARNS_AT_SIGN_IN,
  /** When somebody last signed in is recorded. */
  RECORDS_SIGN_INS,
  /**
   * The server's own rules for passwords count for the agent's resets, and not for people alone.
   */
  JUDGES_RESETS,
  /** So does its memory of the passwords that were had before. */
  REMEMBERS_AT_RESETS,
  /** A right that is missing is told before a value that is; else the server says the rights. */
  RIGHTS_COME_FIRST,
  /** A guarded write with its read-back is one request. */
  ONE_ROUND_TRIP_WRITES,
  /** A lock by failures can be written, not only taken away. */
  LOCK_CAN_BE_PUT_BACK
}
