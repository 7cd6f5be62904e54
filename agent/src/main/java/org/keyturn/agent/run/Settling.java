package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.Runs.Ownership;

/**
 * Finds out what became of writes without an answer, by reading the entry. A write that did not
 * happen is let go to be sent again with the same password; the guard, which still names the old
 * state, lets at most one of the two through.
 */
final class Settling {

  private static final int CHUNK = 200;

  /** How many of an account's latest runs are looked at. */
  private static final int HISTORY = 100;

  private final Directory directory;
  private final Runs runs;
  private final Passwords passwords;
  private final Run run;
  private final Ownership ownership;

  Settling(Directory directory, Runs runs, Passwords passwords, Run run, Ownership ownership) {
    this.directory = directory;
    this.runs = runs;
    this.passwords = passwords;
    this.run = run;
    this.ownership = ownership;
  }

  /** True where nothing is left that cannot be told. */
  boolean settle() {
    while (true) {
      List<Item> open = runs.unresolved(run.id(), CHUNK);
      if (open.isEmpty()) {
        return true;
      }
      List<Outcome> outcomes = new ArrayList<>();
      boolean told = true;
      for (Item item : open) {
        Outcome outcome = outcome(item);
        told &= outcome.state() != Item.State.UNKNOWN;
        outcomes.add(outcome);
      }
      runs.record(ownership, outcomes);
      if (!told) {
        return false;
      }
    }
  }

  /** What became of one write: an outcome, {@code PLANNED}, or still {@code UNKNOWN}. */
  Outcome outcome(Item item) {
    Optional<byte[]> sealed = runs.sealed(run.id(), item.seq());
    if (run.action() != Action.RESET) {
      return outcome(item, FlagChanges.of(runs, run, item), new byte[0]);
    }
    if (sealed.isEmpty()) {
      return new Outcome(
          item.seq(),
          Item.State.FAILED,
          "password-lost",
          "its password was destroyed",
          Optional.empty());
    }
    try (Secret password = passwords.open(sealed.get(), run.id(), item.id())) {
      return outcome(
          item, new PasswordChange.Reset(password, run.options().mustChange()), sealed.get());
    }
  }

  private Outcome outcome(Item item, PasswordChange change, byte[] sealed) {
    Authorship authorship =
        directory.whoWrote(new Write(item.id(), item.dn(), item.before(), change));
    if (authorship instanceof Authorship.Ours ours) {
      Optional<String> other = otherReset(item, change, ours.now());
      return other.isPresent()
          ? skipped(item, "stale", "run " + other.get() + " gave it another password since")
          : Outcomes.applied(directory, run, item, sealed).leaving(ours.now());
    }
    if (authorship instanceof Authorship.Untouched) {
      return new Outcome(item.seq(), Item.State.PLANNED, "", "", Optional.empty());
    }
    if (authorship instanceof Authorship.SomebodyElse s) {
      return skipped(item, "user-changed", s.detail());
    }
    if (authorship instanceof Authorship.Gone) {
      return skipped(item, "gone", "");
    }
    String detail = ((Authorship.CannotTell) authorship).detail();
    return new Outcome(item.seq(), Item.State.UNKNOWN, "unknown", detail, Optional.empty());
  }

  /**
   * Another run of this agent whose password the account has: to the directory, both look alike.
   * Clocks are set back and forth, and a write without an answer may be anybody's; so where another
   * run may have written, signing in tells whose password it is.
   */
  private Optional<String> otherReset(Item item, PasswordChange change, EntryVersion now) {
    if (!(change instanceof PasswordChange.Reset reset)) {
      return Optional.empty();
    }
    List<Map.Entry<Run, Item>> others =
        runs.history(item.id(), HISTORY).stream()
            .filter(e -> e.getKey().action() == Action.RESET && !e.getKey().id().equals(run.id()))
            .filter(e -> e.getKey().directory().equals(run.directory()))
            .filter(e -> mayHaveWritten(e.getValue(), now))
            .toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    SignInResult proof =
        directory
            .read(item.id())
            .map(account -> directory.signIn(account.dn(), reset.password()))
            .orElse(new SignInResult(SignInResult.Kind.OTHER, Optional.empty(), OptionalInt.empty(), ""));
    if (proof.passwordAccepted()) {
      return Optional.empty();
    }
    boolean another = proof.kind() == SignInResult.Kind.BAD_CREDENTIALS;
    return others.stream()
        .filter(e -> another || e.getValue().state() == Item.State.APPLIED)
        .map(e -> e.getKey().id())
        .findFirst();
  }

  /** After this run's plan was read, or we cannot tell when. */
  private boolean mayHaveWritten(Item other, EntryVersion now) {
    return other.state() == Item.State.APPLIED
        ? other.at().filter(at -> at.isAfter(run.startedAt())).isPresent()
            || other.after().equals(Optional.of(now))
        : !other.state().isOutcome() && other.attempts() > 0;
  }

  private static Outcome skipped(Item item, String reason, String detail) {
    return new Outcome(item.seq(), Item.State.SKIPPED, reason, detail, Optional.empty());
  }
}
