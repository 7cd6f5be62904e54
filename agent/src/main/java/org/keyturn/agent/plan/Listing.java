package org.keyturn.agent.plan;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;

/**
 * What an operator says of accounts beside who they are: a file's columns, a password that was
 * typed. A key is named by its place in {@link Selection#keys}; {@link #NO_KEY} for an account that
 * a search found.
 */
public interface Listing {

  int NO_KEY = -1;

  /** Nothing is said. */
  Listing NONE = new Listing() {};

  /** Nothing but that they were there a moment ago. */
  Listing MAY_BE_GONE =
      new Listing() {
        @Override
        public boolean mayBeGone() {
          return true;
        }
      };

  /** Where a key stands, to begin a message with: {@code users.csv:7: }; empty: nowhere. */
  default String place(int key) {
    return "";
  }

  /** What was found wrong before anybody was looked up. */
  default Problems problems() {
    return new Problems();
  }

  /**
   * A key led to this account.
   *
   * @return the key that led there before, where that is a mistake
   */
  default Optional<Integer> found(AccountId id, int key) {
    return Optional.empty();
  }

  /** Where the account's new password goes, where that is said for it alone. */
  default Optional<String> deliverTo(int key) {
    return Optional.empty();
  }

  /** Whether an account that is not there any more is passed over, rather than a mistake. */
  default boolean mayBeGone() {
    return false;
  }

  /** Why what is said of this account cannot be done; sentences without secrets. */
  default List<String> objections(Account account, int key) {
    return List.of();
  }

  /** Whether somebody who is not there is left out, rather than a mistake in the list. */
  default boolean leavesOutWhoIsGone() {
    return false;
  }
}
