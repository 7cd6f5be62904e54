package org.keyturn.agent.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.password.Sealer;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Planner;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.Rule;

/** Everything that a run needs: a real ledger in a folder, a directory in memory. */
final class Stage implements AutoCloseable {

  static final int WINDOW = 10;
  static final int FAILURES_IN_ROW = 5;

  final Path store;
  final Ledger ledger;
  final FakeDirectory directory;
  final Stop stop = new Stop();
  final Given passwords;

  /** The passwords that were shown, by login. */
  final Map<String, String> shown = new HashMap<>();

  /** What the run said that it waited for. */
  final List<String> waits = new ArrayList<>();

  boolean readable = true;

  Stage(Path store, int accounts) {
    this(store, new FakeDirectory(accounts));
  }

  /** Another process, as it were, after a crash of the first. */
  Stage(Path store, FakeDirectory directory) {
    this.store = store;
    this.directory = directory;
    this.ledger = Ledgers.open(new StoreSettings(store), Clock.systemUTC());
    this.ledger.holders().register(Holder.Kind.COMMAND);
    this.passwords = new Given(store);
  }

  Plan plan(Action action, String deliver) {
    PlanOptions options =
        action == Action.RESET
            ? PlanOptions.reset(true, deliver, Optional.empty())
            : PlanOptions.NONE;
    Selection all =
        new Selection(List.of(), "", Optional.empty(), List.of(), Optional.empty(), true, Set.of());
    try {
      Path folder = Files.createDirectories(store.resolveSibling("plans"));
      return new Planner(directory, Clock.systemUTC(), folder)
          .plan(
              new PlanRequest(
                  Optional.empty(), action, all, new Rule.Always(), options, Optional.empty()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunResult carryOut(Action action, String deliver) {
    try (Plan plan = plan(action, deliver)) {
      return carryOut(plan);
    }
  }

  RunResult carryOut(Plan plan) {
    return carryOut(plan, new Brief("anna", Optional.empty(), ""));
  }

  RunResult carryOut(Plan plan, Brief brief) {
    return runner().carryOut(plan, brief, reveal());
  }

  RunResult resume() {
    return resume(ledger.runs().list(1).get(0));
  }

  RunResult resume(Run run) {
    return runner().resume(run, Optional.empty(), reveal());
  }

  Runner runner() {
    return runner(stop);
  }

  Runner runner(Stop stopped) {
    return new Runner(
        directory,
        ledger,
        passwords,
        new RunSettings(
            WINDOW,
            2,
            new LiveLimits(FAILURES_IN_ROW, 100, 80, 50, Duration.ofSeconds(2), "the test"),
            Duration.ofMillis(40),
            Duration.ofMillis(150),
            OptionalDouble.empty()),
        Clock.systemUTC(),
        stopped,
        new Progress() {
          @Override
          public void started(long accounts) {}

          @Override
          public void advanced(long accounts, long failures) {}

          @Override
          public void waiting(String why) {
            waits.add(why);
          }
        });
  }

  Reveal reveal() {
    return new Reveal() {
      @Override
      public void show(Item item, Secret password) {
        shown.put(item.login(), password.withChars(String::new));
      }

      @Override
      public boolean shown(RunResult result) {
        return readable;
      }
    };
  }

  List<Item> items(Run run) {
    List<Item> items = new ArrayList<>();
    ledger.runs().items(run.id(), items::add);
    return items;
  }

  Item item(Run run, String login) {
    return items(run).stream().filter(i -> i.login().equals(login)).findFirst().orElseThrow();
  }

  /** Behind the ledger's back. */
  void sql(String statement) {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + store.resolve("keyturn.db"));
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    ledger.close();
  }

  /** Numbered passwords under the real seal. */
  static final class Given implements Passwords {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final List<String> made = new CopyOnWriteArrayList<>();
    private final AtomicReference<Runnable> beforeNextOpen = new AtomicReference<>();
    private final Sealer sealer;

    Given(Path store) {
      this.sealer = new Sealer(store);
    }

    /** Called once, before a sealed password is opened. */
    void beforeNextOpen(Runnable hook) {
      beforeNextOpen.set(hook);
    }

    @Override
    public Secret next(Account account) {
      String password = "Kw7-" + NUMBER.incrementAndGet() + "-" + account.login() + "-plum";
      made.add(password);
      return Secret.of(password);
    }

    @Override
    public Claim claim() {
      Instant now = Instant.now();
      return new Claim("ticket-" + UUID.randomUUID(), now, now.plus(Duration.ofDays(3)));
    }

    @Override
    public byte[] seal(Secret password, String run, AccountId account) {
      return sealer.seal(password, run, account.value());
    }

    @Override
    public Secret open(byte[] sealed, String run, AccountId account) {
      Runnable hook = beforeNextOpen.getAndSet(null);
      if (hook != null) {
        hook.run();
      }
      return sealer.open(sealed, run, account.value());
    }
  }
}
