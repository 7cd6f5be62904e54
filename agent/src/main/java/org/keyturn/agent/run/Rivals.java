package org.keyturn.agent.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;

/**
 * Other runs of this agent that may have written to an account after a write without an answer: to
 * the directory, all of them look alike, and a flag that one of them set hides that the person has
 * chosen a password of their own before. Clocks are set back and forth, and a write without an
 * answer may arrive at any time; so what the ledger cannot tell is told by a sign-in, as the
 * dialects do where an entry's signs are unclear. Nobody is asked where no other run may have
 * written.
 */
final class Rivals {

  /** How many of an account's latest runs are looked at. */
  private static final int HISTORY = 100;

  private final Directory directory;
  private final Runs runs;
  private final Run run;

  Rivals(Directory directory, Runs runs, Run run) {
    this.directory = directory;
    this.runs = runs;
    this.run = run;
  }

  /**
   * What becomes of an item whose account has a password of this agent.
   *
   * @param now what the entry looks like, which is not as the plan read it
   * @return empty where the password is the item's own; unknown, and its password kept, where
   *     nobody can tell
   */
  Optional<Outcome> of(Item item, PasswordChange.Reset reset, EntryVersion now) {
    List<Run> rivals = rivals(item, now);
    if (rivals.isEmpty()) {
      return Optional.empty();
    }
    Optional<Run> resets = rivals.stream().filter(r -> r.action() == Action.RESET).findFirst();
    SignInResult proof;
    try {
      Optional<Account> account = directory.read(item.id());
      if (account.isEmpty()) {
        return Optional.of(outcome(item, Item.State.SKIPPED, "gone", ""));
      }
      proof = directory.signIn(account.get().dn(), reset.password());
    } catch (DirectoryException e) {
      return Optional.of(unknown(item, String.valueOf(e.getMessage())));
    }
    if (proof.passwordAccepted() || (resets.isEmpty() && isKeptOut(proof))) {
      return Optional.empty();
    }
    if (proof.kind() != SignInResult.Kind.BAD_CREDENTIALS) {
      String who = "it or run " + rivals.get(0).id() + " wrote it";
      return Optional.of(unknown(item, who + "; signing in says " + proof.kind()));
    }
    return Optional.of(
        resets
            .map(r -> "run " + r.id() + " gave it another password since")
            .map(why -> outcome(item, Item.State.SKIPPED, "stale", why))
            .orElseGet(
                () ->
                    outcome(
                        item, Item.State.SKIPPED, "user-changed", "the password is another one")));
  }

  /**
   * What becomes of an item whose account has the flag that it was to set: where it is as another
   * run left it that set the same one, it is that run's, and an undo of this one leaves it alone.
   *
   * @return empty where no other run has set it
   */
  Optional<Outcome> ofFlag(Item item, EntryVersion now) {
    return runs.history(item.id(), HISTORY).stream()
        .filter(e -> isAnother(e.getKey()))
        .filter(e -> setsTheSame(e.getKey().action()))
        .filter(e -> e.getValue().state() == Item.State.APPLIED)
        .filter(e -> e.getValue().after().equals(Optional.of(now)))
        .findFirst()
        .map(e -> "run " + e.getKey().id() + " did it")
        .map(who -> outcome(item, Item.State.ALREADY_SO, "already-so", who));
  }

  private boolean setsTheSame(Action other) {
    return other == run.action() || (other == Action.RESET && run.action() == Action.FORCE_CHANGE);
  }

  /** Nobody's sign-in tells anything, today or tomorrow: then the signs of the entry count. */
  private static boolean isKeptOut(SignInResult proof) {
    return proof.kind() == SignInResult.Kind.DISABLED
        || proof.kind() == SignInResult.Kind.ACCOUNT_EXPIRED;
  }

  private List<Run> rivals(Item item, EntryVersion now) {
    return runs.history(item.id(), HISTORY).stream()
        .filter(e -> isAnother(e.getKey()))
        .filter(e -> mayHaveWritten(e.getValue(), item, now))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isAnother(Run other) {
    return !other.id().equals(run.id()) && other.directory().equals(run.directory());
  }

  private boolean mayHaveWritten(Item other, Item item, EntryVersion now) {
    if (other.state() != Item.State.APPLIED) {
      return !other.state().isOutcome() && other.attempts() > 0;
    }
    if (other.after().equals(Optional.of(item.before()))) {
      return false; // the plan was read after it, whatever the clock said
    }
    return other.at().filter(at -> at.isAfter(run.startedAt())).isPresent()
        || other.after().equals(Optional.of(now));
  }

  private static Outcome unknown(Item item, String detail) {
    return outcome(item, Item.State.UNKNOWN, "unknown", detail);
  }

  private static Outcome outcome(Item item, Item.State state, String reason, String detail) {
    return new Outcome(item.seq(), state, reason, detail, Optional.empty());
  }
}
