package org.keyturn.agent.run;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.journal.Intent;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs.Ownership;
import org.keyturn.agent.plan.Untouchables;

/**
 * Makes planned accounts ready to be written: who may be touched still, with which password, and
 * the intents on disk. Used by one thread.
 */
final class Preparation {

  private final Directory directory;
  private final Ledger ledger;
  private final Passwords passwords;
  private final Untouchables untouchables;
  private final Clock clock;
  private final Run run;
  private final Ownership ownership;
  private final Sheet sheet;
  private final Telling telling;
  private final Optional<Following> following;

  Preparation(
      Directory directory,
      Ledger ledger,
      Passwords passwords,
      Untouchables untouchables,
      Clock clock,
      Run run,
      Ownership ownership,
      Sheet sheet,
      Openings openings) {
    this.directory = directory;
    this.ledger = ledger;
    this.passwords = passwords;
    this.untouchables = untouchables;
    this.clock = clock;
    this.run = run;
    this.ownership = ownership;
    this.sheet = sheet;
    this.following = Following.of(ledger.runs(), passwords, run);
    this.telling = new Telling(directory, ledger.outbox(), openings, run);
  }

  /**
   * What is ready.
   *
   * @param writes whose intents are on disk
   * @param outcomes of those who are not to be written, still to be recorded
   * @param held why somebody can be neither written nor told off now; empty: nobody
   */
  record Ready(List<Prepared> writes, List<Outcome> outcomes, Optional<String> held) {}

  Ready ready(List<Item> planned) {
    List<Outcome> outcomes = new ArrayList<>();
    List<Prepared> prepared = new ArrayList<>();
    try {
      prepare(planned, prepared, outcomes);
      return intended(prepared, outcomes);
    } catch (RuntimeException | Error e) {
      prepared.forEach(Prepared::wipe);
      throw e;
    }
  }

  private Ready intended(List<Prepared> prepared, List<Outcome> outcomes) {
    List<Intent> intents =
        prepared.stream().map(p -> new Intent(p.item().seq(), p.sealed())).toList();
    Set<Long> granted = new HashSet<>(ledger.runs().intend(ownership, intents));
    List<Prepared> writes = new ArrayList<>();
    Optional<String> held = Optional.empty();
    for (Prepared p : prepared) {
      if (granted.contains(p.item().seq())) {
        writes.add(p);
        continue;
      }
      p.wipe();
      if (p.item().attempts() > 0) {
        // An attempt without an answer may arrive still: it has no end before the other run has.
        held = Optional.of("another run is working on " + p.item().login());
      } else {
        outcomes.add(
            new Outcome(
                p.item().seq(),
                Item.State.PARKED,
                "claimed",
                "another run is working on this account",
                Optional.empty()));
      }
    }
    // Readable by its operator before it is sent, whatever becomes of the ledger.
    sheet.put(writes);
    return new Ready(writes, outcomes, held);
  }

  private void prepare(List<Item> planned, List<Prepared> prepared, List<Outcome> outcomes) {
    Map<Long, Account> accounts = read(planned);
    List<Item> toTell = new ArrayList<>();
    for (Item item : planned) {
      Optional<String> untouchable = untouchables.reasonFor(item.dn(), item.login());
      if (untouchable.isPresent()) {
        outcomes.add(skipped(item, untouchable.get(), "it became so after the plan was made"));
      } else if (run.action() == Action.REMIND) {
        toTell.add(item);
      } else if (run.action() != Action.RESET && run.action() != Action.REMOVE) {
        prepared.add(flag(item));
      } else if (!accounts.containsKey(item.seq())) {
        outcomes.add(skipped(item, "stale", "the entry is gone"));
      } else if (!Outcomes.canBeTold(run, item, accounts.get(item.seq()))) {
        outcomes.add(skipped(item, Outcomes.NO_ADDRESS, "it went after the plan was made"));
      } else {
        prepare(item, accounts.get(item.seq()), prepared, outcomes);
      }
    }
    outcomes.addAll(telling.outcomes(toTell, accounts, clock.instant()));
  }

  private void prepare(
      Item item, Account account, List<Prepared> prepared, List<Outcome> outcomes) {
    Optional<Outcome> objection =
        following.filter(f -> item.attempts() == 0).flatMap(f -> f.objection(item));
    if (objection.isPresent()) {
      outcomes.add(objection.get());
    } else {
      prepared.add(withPassword(item, account));
    }
  }

  /** The accounts as they are now, where that matters, in one search or two. */
  private Map<Long, Account> read(List<Item> items) {
    Map<Long, Account> accounts = new HashMap<>();
    if (run.action() != Action.RESET
        && run.action() != Action.REMOVE
        && run.action() != Action.REMIND) {
      return accounts;
    }
    Map<AccountId, Account> found = new HashMap<>();
    for (Account account : directory.read(items.stream().map(Item::id).toList())) {
      found.put(account.id(), account);
    }
    for (Item item : items) {
      Account account = found.get(item.id());
      if (account != null) {
        accounts.put(item.seq(), account);
      }
    }
    return accounts;
  }

  private Prepared flag(Item item) {
    return new Prepared(
        item, write(item, FlagChanges.of(ledger.runs(), run, item)), new byte[0], Optional.empty());
  }

  /** A password that was intended before, or chosen, is kept: the write may have happened. */
  private Prepared withPassword(Item item, Account account) {
    Optional<byte[]> kept =
        item.attempts() > 0 || item.given()
            ? ledger.runs().sealed(run.id(), item.seq())
            : Optional.empty();
    Secret password =
        kept.isPresent()
            ? passwords.open(kept.get(), run.id(), item.id())
            : following.map(f -> f.password(item)).orElseGet(() -> passwords.next(account));
    byte[] sealed = kept.orElseGet(() -> passwords.seal(password, run.id(), item.id()));
    return new Prepared(
        item, write(item, withPassword(run, password)), sealed, Optional.of(account));
  }

  /** What a run that sets passwords does with one. */
  static PasswordChange withPassword(Run run, Secret password) {
    return run.action() == Action.REMOVE
        ? new PasswordChange.Remove(password)
        : new PasswordChange.Reset(password, run.options().mustChange());
  }

  private static Write write(Item item, PasswordChange change) {
    return new Write(item.id(), item.dn(), item.before(), change);
  }

  private static Outcome skipped(Item item, String reason, String detail) {
    return new Outcome(item.seq(), Item.State.SKIPPED, reason, detail, Optional.empty());
  }
}
