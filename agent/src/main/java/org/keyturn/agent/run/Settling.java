package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.Runs.Ownership;

/**
 * Finds out what became of writes without an answer, by reading the entry. A write that did not
 * happen is let go to be sent again with the same password; the guard, which still names the old
 * state, lets at most one of the two through. Used by one thread.
 */
final class Settling {

  private static final int CHUNK = 200;

  private final Directory directory;
  private final Carrier carrier;
  private final Runs runs;
  private final Passwords passwords;
  private final Run run;
  private final Ownership ownership;
  private final Rivals rivals;
  private final ManagerNews news;

  /**
   * What was answered to a repetition whose first attempt nobody could tell anything of, by seq.
   */
  private final Map<Long, Outcome> answered = new HashMap<>();

  Settling(
      Directory directory,
      Carrier carrier,
      Ledger ledger,
      Passwords passwords,
      Run run,
      Ownership ownership) {
    this.directory = directory;
    this.carrier = carrier;
    this.runs = ledger.runs();
    this.passwords = passwords;
    this.run = run;
    this.ownership = ownership;
    this.rivals = new Rivals(directory, runs, run);
    this.news = new ManagerNews(directory, ledger.removals(), run);
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

  /**
   * What becomes of an item whose write was refused where an earlier attempt without an answer may
   * have been written, and be why.
   *
   * @param refusal the outcome where the earlier attempt was lost: sent once more, it would end so
   *     again. It is kept while nobody can tell.
   */
  Outcome afterRefusal(Item item, Outcome refusal) {
    answered.put(item.seq(), refusal);
    return outcome(item);
  }

  /** What became of one write: an outcome, {@code PLANNED}, or still {@code UNKNOWN}. */
  Outcome outcome(Item item) {
    Outcome outcome = seen(item);
    if (outcome.state() == Item.State.UNKNOWN) {
      return outcome;
    }
    Optional<Outcome> refusal = Optional.ofNullable(answered.remove(item.seq()));
    return outcome.state() == Item.State.PLANNED ? refusal.orElse(outcome) : outcome;
  }

  private Outcome seen(Item item) {
    Optional<byte[]> sealed = runs.sealed(run.id(), item.seq());
    if (run.action() != Action.RESET && run.action() != Action.REMOVE) {
      return seen(item, FlagChanges.of(runs, run, item), new byte[0]);
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
      return seen(item, Preparation.withPassword(run, password), sealed.get());
    }
  }

  private Outcome seen(Item item, PasswordChange change, byte[] sealed) {
    Authorship authorship =
        carrier.whoWrote(new Write(item.id(), item.dn(), item.before(), change));
    if (authorship instanceof Authorship.Ours ours) {
      Optional<Outcome> anothers =
          change instanceof PasswordChange.Reset reset
              ? rivals.of(item, reset, ours.now())
              : rivals.ofFlag(item, ours.now());
      return anothers.orElseGet(() -> found(item, sealed, ours.now()).without(ours.without()));
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

  /** What a write came to that stands in the directory, with what is owed for it. */
  Outcome found(Item item, byte[] sealed, EntryVersion now) {
    return news.with(item, Outcomes.found(directory, passwords, run, item, sealed, now));
  }

  /** What others are owed for an outcome. */
  Outcome telling(Item item, Outcome outcome) {
    return news.with(item, outcome);
  }

  private static Outcome skipped(Item item, String reason, String detail) {
    return new Outcome(item.seq(), Item.State.SKIPPED, reason, detail, Optional.empty());
  }
}
