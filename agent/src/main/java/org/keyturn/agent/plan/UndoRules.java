package org.keyturn.agent.plan;

import java.util.Optional;
import java.util.function.Supplier;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.Reversal;
import org.keyturn.agent.policy.Decision;

/** What an undo makes of one account: the first rule that has something to say decides. Pure. */
final class UndoRules {

  static final String NOT_UNDOABLE = "not-undoable";
  static final String CHANGED_SINCE = "changed-since";

  private UndoRules() {}

  /**
   * @param action what was done
   * @param done to whom
   * @param untouchable why nobody may touch the account
   * @param reversal what the directory says; empty where the account is gone
   */
  static Decision decide(
      Action action,
      Done done,
      Optional<String> untouchable,
      Supplier<Optional<Reversal>> reversal) {
    if (untouchable.isPresent()) {
      return new Decision.Skip(untouchable.get(), "");
    }
    if (action == Action.RESET) {
      return new Decision.Skip(
          NOT_UNDOABLE,
          "the password that was replaced is kept nowhere; a new reset gives another");
    }
    if (action == Action.REMIND) {
      return new Decision.Skip(NOT_UNDOABLE, "a message that was sent cannot be called back");
    }
    if (done.undone().isPresent()) {
      return new Decision.AlreadySo("already-undone");
    }
    if (done.later().isPresent()) {
      return new Decision.Skip(CHANGED_SINCE, done.later().get());
    }
    return reversal
        .get()
        .map(seen -> decide(seen, NOT_UNDOABLE, "already-as-before"))
        .orElseGet(() -> new Decision.Skip("gone", "the entry does not exist any more"));
  }

  /**
   * @param impossible the reason where it cannot be done
   * @param already the reason where nothing is to be done
   */
  static Decision decide(Reversal reversal, String impossible, String already) {
    if (reversal instanceof Reversal.Possible possible) {
      return new Decision.Change(possible.words());
    }
    if (reversal instanceof Reversal.ChangedSince changed) {
      return new Decision.Skip(CHANGED_SINCE, changed.detail());
    }
    return reversal instanceof Reversal.Impossible i
        ? new Decision.Skip(impossible, i.detail())
        : new Decision.AlreadySo(already);
  }
}
