package org.keyturn.agent.account;

import java.time.Instant;
import java.util.Optional;

/** One change to one account, ready to be written: an {@link Action} with all that it needs. */
public sealed interface PasswordChange {

  Action action();

  /** The action whose attributes this is about. */
  default Action touches() {
    return action();
  }

  /** Whether an action writes to the directory and needs no more than its name. */
  static boolean isFlag(Action action) {
    return action.writes()
        && action != Action.RESET
        && action != Action.SPREAD
        && action != Action.SYNC
        && action != Action.REMOVE
        && action != Action.RESTORE
        && action != Action.PURGE
        && action != Action.UNDO;
  }

  /** Whether what an action writes stands in the entry's version, so that it can be put back. */
  static boolean isReversible(Action action) {
    return isFlag(action) || action == Action.SPREAD || action == Action.SYNC;
  }

  /**
   * @param password the new password; the holder of this change wipes it
   * @param mustChange whether the person must choose another at the next sign-in
   * @param replaced the password that the person exchanges for it and gave as proof; a server that
   *     judges a change of one's own by more rules than a reset is shown it. Empty: a reset
   */
  record Reset(Secret password, boolean mustChange, Optional<Secret> replaced)
      implements PasswordChange {

    public Reset(Secret password, boolean mustChange) {
      this(password, mustChange, Optional.empty());
    }

    @Override
    public Action action() {
      return Action.RESET;
    }
  }

  /**
   * Lets the present password's age end it at an instant of its own.
   *
   * @param expiry the first instant at which the password is refused; to the second, which every
   *     server can keep
   */
  record Spread(Instant expiry) implements PasswordChange {
    public Spread {
      if (expiry.getNano() != 0) {
        throw new IllegalArgumentException(expiry + " is finer than a second");
      }
    }

    @Override
    public Action action() {
      return Action.SPREAD;
    }
  }

  /**
   * Takes a flag, a policy or a spread back: what it wrote gets the values that were there before.
   *
   * @param undone what was done
   * @param before the pre-image of that change
   */
  record PutBack(Action undone, EntryVersion before) implements PasswordChange {
    public PutBack {
      if (!isReversible(undone)) {
        throw new IllegalArgumentException(undone + " cannot be taken back");
      }
    }

    @Override
    public Action action() {
      return Action.UNDO;
    }

    @Override
    public Action touches() {
      return undone;
    }
  }

  /**
   * Puts the account under a policy of its own, or under the default one with no exemption.
   *
   * @param policy the policy's DN; empty: the default, and none of the account's own
   */
  record Assign(Optional<String> policy) implements PasswordChange {
    @Override
    public Action action() {
      return Action.SYNC;
    }
  }

  /**
   * Takes the account out of the organisation, in steps of which each is a write of its own.
   *
   * @param password takes the place of the present one and is told to nobody; the holder of this
   *     change wipes it
   */
  record Remove(Secret password) implements PasswordChange {
    @Override
    public Action action() {
      return Action.REMOVE;
    }
  }

  /**
   * Brings the account back to where it was before it was removed, in steps as well.
   *
   * @param partial whether a group or a value that cannot be had back is done without
   */
  record Restore(boolean partial) implements PasswordChange {
    @Override
    public Action action() {
      return Action.RESTORE;
    }
  }

  /** Deletes the entry of somebody who was removed. */
  record Purge() implements PasswordChange {
    @Override
    public Action action() {
      return Action.PURGE;
    }
  }

  /** Every change that needs no more than its name. */
  record Flag(Action action) implements PasswordChange {
    public Flag {
      if (!isFlag(action)) {
        throw new IllegalArgumentException(action + " is not a flag");
      }
    }
  }
}
