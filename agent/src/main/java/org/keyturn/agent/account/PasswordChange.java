package org.keyturn.agent.account;

/** One change to one account, ready to be written: an {@link Action} with all that it needs. */
public sealed interface PasswordChange {

  Action action();

  /**
   * @param password the new password; the holder of this change wipes it
   * @param mustChange whether the person must choose another at the next sign-in
   */
  record Reset(Secret password, boolean mustChange) implements PasswordChange {
    @Override
    public Action action() {
      return Action.RESET;
    }
  }

  /** Every change that needs no more than its name. */
  record Flag(Action action) implements PasswordChange {
    public Flag {
      if (action == Action.RESET || !action.writes()) {
        throw new IllegalArgumentException(action + " is not a flag");
      }
    }
  }
}
