package org.keyturn.agent.run;

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
 * Other runs of this agent that may have written the password an account has now: to the directory,
 * all of them look alike. Clocks are set back and forth, and a write without an answer may arrive
 * at any time; so what the ledger cannot tell is told by a sign-in, as the dialects do where an
 * entry's signs are unclear. Nobody is asked where no other run may have written.
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
    Optional<String> rival = rival(item, now);
    if (rival.isEmpty()) {
      return Optional.empty();
    }
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
    if (proof.passwordAccepted()) {
      return Optional.empty();
    }
    return Optional.of(
        proof.kind() == SignInResult.Kind.BAD_CREDENTIALS
            ? outcome(
                item,
                Item.State.SKIPPED,
                "stale",
                "run " + rival.get() + " gave it another password since")
            : unknown(
                item, "it or run " + rival.get() + " wrote it; signing in says " + proof.kind()));
  }

  private Optional<String> rival(Item item, EntryVersion now) {
    return runs.history(item.id(), HISTORY).stream()
        .filter(e -> e.getKey().action() == Action.RESET && !e.getKey().id().equals(run.id()))
        .filter(e -> e.getKey().directory().equals(run.directory()))
        .filter(e -> mayHaveWritten(e.getValue(), item, now))
        .map(Map.Entry::getKey)
        .map(Run::id)
        .findFirst();
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
