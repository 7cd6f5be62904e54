package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Directory;
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

  private final Directory directory;
  private final Runs runs;
  private final Passwords passwords;
  private final Run run;
  private final Ownership ownership;
  private final Rivals rivals;

  Settling(Directory directory, Runs runs, Passwords passwords, Run run, Ownership ownership) {
    this.directory = directory;
    this.runs = runs;
    this.passwords = passwords;
    this.run = run;
    this.ownership = ownership;
    this.rivals = new Rivals(directory, runs, run);
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
      Optional<Outcome> anothers =
          change instanceof PasswordChange.Reset reset
              ? rivals.of(item, reset, ours.now())
              : Optional.empty();
      return anothers.orElseGet(
          () -> Outcomes.applied(directory, run, item, sealed).leaving(ours.now()));
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

  private static Outcome skipped(Item item, String reason, String detail) {
    return new Outcome(item.seq(), Item.State.SKIPPED, reason, detail, Optional.empty());
  }
}
