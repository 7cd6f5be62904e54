package org.keyturn.agent.run;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Intent;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Outbox;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.Runs.Ownership;
import org.keyturn.agent.plan.Untouchables;

/** One window of a run: prepare, intend, write, record. Used by one thread. */
final class Window implements AutoCloseable {

  /** How many generated passwords are tried where the directory's rules refuse them. */
  private static final int TRIES = 3;

  private final Directory directory;
  private final Runs runs;
  private final Outbox outbox;
  private final Passwords passwords;
  private final Untouchables untouchables;
  private final Clock clock;
  private final Stop stop;
  private final Pace pace;
  private final Run run;
  private final Ownership ownership;
  private final Settling settling;
  private final Sheet sheet;
  private final ExecutorService writers;
  private final Map<Long, Integer> refusals = new HashMap<>();

  Window(
      Directory directory,
      Ledger ledger,
      Passwords passwords,
      Untouchables untouchables,
      RunSettings settings,
      Clock clock,
      Stop stop,
      Run run,
      Ownership ownership,
      Sheet sheet) {
    this.directory = directory;
    this.runs = ledger.runs();
    this.outbox = ledger.outbox();
    this.passwords = passwords;
    this.untouchables = untouchables;
    this.clock = clock;
    this.stop = stop;
    this.pace = new Pace(settings.rate(), stop);
    this.run = run;
    this.ownership = ownership;
    this.sheet = sheet;
    this.settling = new Settling(directory, runs, passwords, run, ownership);
    this.writers =
        Executors.newFixedThreadPool(
            settings.writers(),
            task -> {
              Thread thread = new Thread(task, "writer");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * What a window came to.
   *
   * @param done accounts that have an outcome now
   * @param failures of those, failed or parked
   * @param verdicts for each account that was answered for the first time, the refusal's reason or
   *     an empty text
   * @param away why some writes were not sent; empty where all were
   * @param refusal the directory refuses the agent itself: nothing more is to be sent
   */
  record Summary(
      long done,
      long failures,
      List<String> verdicts,
      Optional<String> away,
      Optional<String> refusal) {}

  /** A write about to be sent; its password is wiped when the window is done. */
  private record Prepared(Item item, Write write, byte[] sealed, Optional<Account> account) {}

  Summary carryOut(List<Item> planned) {
    List<Outcome> outcomes = new ArrayList<>();
    List<Prepared> prepared = new ArrayList<>();
    try {
      prepare(planned, prepared, outcomes);
      Set<Long> granted =
          new HashSet<>(
              runs.intend(
                  ownership,
                  prepared.stream().map(p -> new Intent(p.item().seq(), p.sealed())).toList()));
      List<Prepared> toWrite = new ArrayList<>();
      for (Prepared p : prepared) {
        if (granted.contains(p.item().seq())) {
          toWrite.add(p);
        } else {
          outcomes.add(parked(p.item(), "claimed", "another run is working on this account"));
        }
      }
      writeDown(toWrite);
      return write(toWrite, outcomes);
    } finally {
      prepared.forEach(Window::wipe);
    }
  }

  /** What is sent now can be read by its operator, whatever becomes of the ledger. */
  private void writeDown(List<Prepared> toWrite) {
    if (sheet.isWanted()) {
      List<SheetRow> rows = new ArrayList<>();
      for (Prepared p : toWrite) {
        if (p.write().change() instanceof PasswordChange.Reset reset) {
          rows.add(Sheet.row(p.item(), reset.password()));
        }
      }
      sheet.put(rows);
    }
  }

  private void prepare(List<Item> planned, List<Prepared> prepared, List<Outcome> outcomes) {
    Map<Long, Account> accounts = read(planned);
    Instant now = clock.instant();
    for (Item item : planned) {
      Optional<String> untouchable = untouchables.reasonFor(item.dn(), item.login());
      if (untouchable.isPresent()) {
        outcomes.add(skipped(item, untouchable.get(), "it became so after the plan was made"));
      } else if (run.action() == Action.REMIND) {
        outcomes.add(reminded(item, Optional.ofNullable(accounts.get(item.seq())), now));
      } else if (run.action() != Action.RESET) {
        prepared.add(
            new Prepared(
                item,
                write(item, new PasswordChange.Flag(run.action())),
                new byte[0],
                Optional.empty()));
      } else if (!accounts.containsKey(item.seq())) {
        outcomes.add(skipped(item, "stale", "the entry is gone"));
      } else if (!Outcomes.canBeTold(run, item, accounts.get(item.seq()))) {
        outcomes.add(skipped(item, Outcomes.NO_ADDRESS, "it went after the plan was made"));
      } else {
        prepared.add(reset(item, accounts.get(item.seq())));
      }
    }
  }

  /** The accounts as they are now, where that matters, in one search or two. */
  private Map<Long, Account> read(List<Item> items) {
    Map<Long, Account> accounts = new HashMap<>();
    if (run.action() != Action.RESET && run.action() != Action.REMIND) {
      return accounts;
    }
    List<AccountKey> keys =
        items.stream().map(i -> new AccountKey(AccountKey.Kind.ID, i.id().value())).toList();
    List<Lookup> found = directory.lookup(keys);
    for (int i = 0; i < items.size(); i++) {
      if (found.get(i) instanceof Lookup.Found f) {
        accounts.put(items.get(i).seq(), f.account());
      }
    }
    return accounts;
  }

  /** A password that was intended before, or chosen, is kept: the write may have happened. */
  private Prepared reset(Item item, Account account) {
    Optional<byte[]> kept =
        item.attempts() > 0 || item.given() ? runs.sealed(run.id(), item.seq()) : Optional.empty();
    Secret password =
        kept.isPresent()
            ? passwords.open(kept.get(), run.id(), item.id())
            : passwords.next(account);
    byte[] sealed = kept.orElseGet(() -> passwords.seal(password, run.id(), item.id()));
    return new Prepared(
        item,
        write(item, new PasswordChange.Reset(password, run.options().mustChange())),
        sealed,
        Optional.of(account));
  }

  private static Write write(Item item, PasswordChange change) {
    return new Write(item.id(), item.dn(), item.before(), change);
  }

  private Outcome reminded(Item item, Optional<Account> account, Instant now) {
    return account
        .map(a -> Outcomes.reminded(outbox, run, item, a, now))
        .orElseGet(() -> skipped(item, "stale", "the entry is gone"));
  }

  private Summary write(List<Prepared> toWrite, List<Outcome> outcomes) {
    AtomicBoolean halt = new AtomicBoolean();
    List<Future<WriteResult>> sent = new ArrayList<>();
    for (Prepared p : toWrite) {
      pace.await();
      sent.add(writers.submit(() -> send(p.write(), halt)));
    }
    List<WriteResult> results = Sent.join(sent);
    List<String> verdicts = new ArrayList<>();
    List<Long> replaced = new ArrayList<>();
    Optional<String> away = Optional.empty();
    Optional<String> refusal = Optional.empty();
    for (int i = 0; i < results.size(); i++) {
      Prepared p = toWrite.get(i);
      WriteResult result = results.get(i);
      if (result instanceof WriteResult.Unreachable u) {
        away = Optional.of(u.detail());
        refusal = u.reason().equals(WriteResult.AGENT_REFUSED) ? away : refusal;
      } else if (result instanceof WriteResult.Unknown u) {
        away = Optional.of(u.detail());
      } else {
        verdict(p, result).ifPresent(verdicts::add);
      }
      if (mayTryAnother(p, result)) {
        replaced.add(p.item().seq());
        outcomes.add(new Outcome(p.item().seq(), Item.State.PLANNED, "", "", Optional.empty()));
      } else {
        outcomes.add(outcome(p, result));
      }
    }
    runs.record(ownership, outcomes);
    runs.destroySealed(ownership, replaced);
    return new Summary(
        outcomes.stream().filter(o -> o.state().isOutcome()).count(),
        outcomes.stream().filter(Window::isFailure).count(),
        verdicts,
        away,
        refusal);
  }

  /** Once the directory is away, what was not sent yet is not sent. */
  private WriteResult send(Write write, AtomicBoolean halt) {
    if (halt.get() || stop.asked()) {
      return new WriteResult.Unreachable("not-sent", "stopped before it was sent");
    }
    WriteResult result = directory.apply(write);
    if (result instanceof WriteResult.Unreachable || result instanceof WriteResult.Unknown) {
      halt.set(true);
    }
    return result;
  }

  /**
   * What the live brake counts: of a refused account its first refusal alone, because those that
   * are tried again come one after another.
   */
  private Optional<String> verdict(Prepared p, WriteResult result) {
    if (result instanceof WriteResult.Rejected r) {
      return refusals.containsKey(p.item().seq()) ? Optional.empty() : Optional.of(r.reason());
    }
    return Optional.of("");
  }

  private boolean mayTryAnother(Prepared p, WriteResult result) {
    return result instanceof WriteResult.Rejected r
        && r.reason().startsWith(WriteResult.PASSWORD_REFUSED)
        && p.write().change() instanceof PasswordChange.Reset
        && !p.item().given()
        && refusals.merge(p.item().seq(), 1, Integer::sum) < TRIES;
  }

  private Outcome outcome(Prepared p, WriteResult result) {
    if (result instanceof WriteResult.Applied) {
      return Outcomes.applied(run, p.item(), p.account(), p.sealed());
    }
    if (result instanceof WriteResult.Stale && p.item().attempts() > 0) {
      // An earlier attempt without an answer may be what changed it.
      return settling.outcome(p.item());
    }
    return Outcomes.ended(p.item(), result);
  }

  private static boolean isFailure(Outcome outcome) {
    return outcome.state() == Item.State.FAILED || outcome.state() == Item.State.PARKED;
  }

  private static Outcome skipped(Item item, String reason, String detail) {
    return new Outcome(item.seq(), Item.State.SKIPPED, reason, detail, Optional.empty());
  }

  private static Outcome parked(Item item, String reason, String detail) {
    return new Outcome(item.seq(), Item.State.PARKED, reason, detail, Optional.empty());
  }

  private static void wipe(Prepared prepared) {
    if (prepared.write().change() instanceof PasswordChange.Reset reset) {
      reset.password().close();
    }
  }

  @Override
  public void close() {
    writers.shutdownNow();
  }
}
