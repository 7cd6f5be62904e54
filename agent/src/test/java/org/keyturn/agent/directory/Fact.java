package org.keyturn.agent.directory;

/** A row of the matrix in {@code agent/docs/directories.md}: something that the contract sees. */
enum Fact {
  GUARD("a lost race is"),
  TRIPS("round trips of a guarded write, read-back included"),
  NOT_OFFERED("actions not offered"),
  CONTROLS("controls that its root DSE tells"),
  STORED("a new password is stored as"),
  SIGN_IN_MUST_CHANGE("sign-in: must change"),
  SIGN_IN_EXPIRED("sign-in: expired"),
  SIGN_IN_LOCKED_OUT("sign-in: locked by failures"),
  SIGN_IN_DISABLED("sign-in: disabled"),
  SIGN_IN_DISABLED_WHO_MUST_CHANGE("sign-in: disabled, and must change"),
  WRONG_ORDINARY("sign-in: wrong password"),
  WRONG_MUST_CHANGE("… and must change"),
  WRONG_EXPIRED("… and expired"),
  WRONG_LOCKED_OUT("… and locked by failures"),
  WRONG_DISABLED("… and disabled"),
  WARNING("ten days before the end a sign-in is told"),
  LAST_SIGN_IN("the last sign-in is recorded"),
  CONFINED("who must change may otherwise"),
  CHANGED_AT("after “must change”, when the password was set"),
  GRANULARITY("times are kept to the"),
  EXPIRE("expire"),
  SPREAD("spread"),
  NEVER_EXPIRE("never-expire"),
  RESET_LOCKED_OUT("a reset of who is locked by failures"),
  RESET_EXPIRED("a reset of who has expired"),
  RESET_DISABLED("a reset of who is disabled"),
  RESET_NEVER_EXPIRES("a reset of who never expires"),
  UNLOCK("unlock takes the counted failures with it"),
  LOCKOUT_OFF("disable under a policy without lockout"),
  DEFAULT_POLICY("the default policy is"),
  NEW_POLICY("`policy set` of a policy that does not exist"),
  CHANGED_POLICY("another maximum age counts for present passwords"),
  WARNING_STORED("a policy holds its warning"),
  DELETED_POLICY("a policy deleted under somebody leaves them");

  private final String label;

  Fact(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
