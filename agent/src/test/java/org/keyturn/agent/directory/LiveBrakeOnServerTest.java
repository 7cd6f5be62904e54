package org.keyturn.agent.directory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectorySettings.Accounts;
import org.keyturn.agent.directory.DirectorySettings.Tls;
import org.keyturn.agent.journal.Holder;
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
import org.keyturn.agent.run.Brief;
import org.keyturn.agent.run.Claim;
import org.keyturn.agent.run.LiveLimits;
import org.keyturn.agent.run.Passwords;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.RunResult.Ending;
import org.keyturn.agent.run.RunSettings;
import org.keyturn.agent.run.Runner;
import org.keyturn.agent.run.Stop;

/** Whole runs on slapd, seen from the wire: how much still goes out once the brake has tripped. */
final class LiveBrakeOnServerTest {

  private static final int WRITERS = 4;

  /** The control that guards each write (RFC 4528), as it stands on the wire. */
  private static final String GUARD = "1.3.6.1.1.12";

  private static OpenLdapLab lab;

  @TempDir Path temporary;
  private FaultyProxy proxy;
  private Directory directory;
  private Ledger ledger;
  private int before;

  @BeforeAll
  static void start() {
    OpenLdapLab.require();
    lab = OpenLdapLab.start(0);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    proxy = new FaultyProxy("127.0.0.1", lab.port());
    Accounts a = lab.accounts();
    directory =
        Directories.open(
            Settings.of(lab)
                .urls(List.of(URI.create("ldap://127.0.0.1:" + proxy.port())), Tls.NONE)
                .accounts(
                    new Accounts(
                        lab.suffix(),
                        a.filter(),
                        a.login(),
                        a.mail(),
                        a.recoveryMail(),
                        a.mobile()))
                .connections(WRITERS)
                .make());
    ledger = Ledgers.open(new StoreSettings(temporary.resolve("store")), Clock.systemUTC());
    ledger.holders().register(Holder.Kind.COMMAND);
    before = writesOnTheWire();
  }

  @AfterEach
  void close() throws Exception {
    ledger.close();
    directory.close();
    proxy.close();
  }

  private int writesOnTheWire() {
    return new String(proxy.sent(), ISO_8859_1).split(GUARD.replace(".", "\\."), -1).length - 1;
  }

  private int sent() {
    return writesOnTheWire() - before;
  }

  private static void add(String base, String name, int number) throws Exception {
    for (int i = 0; i < number; i++) {
      String login = name + String.format("%03d", i);
      lab.root()
          .add(
              "uid=" + login + "," + base,
              new Attribute("objectClass", "inetOrgPerson"),
              new Attribute("uid", login),
              new Attribute("cn", login),
              new Attribute("sn", login),
              new Attribute("userPassword", DirectoryLab.OLD));
    }
  }

  private Runner runner(int writers, LiveLimits limits) {
    return new Runner(
        directory,
        ledger,
        new Numbered(new Sealer(temporary.resolve("store"))),
        RunSettings.with(writers, OptionalDouble.empty(), limits),
        Clock.systemUTC(),
        new Stop(),
        Progress.NONE);
  }

  private RunResult run(Action action, String filter, int writers, LiveLimits limits)
      throws Exception {
    PlanOptions options =
        action == Action.RESET
            ? PlanOptions.reset(true, "show", Optional.empty())
            : PlanOptions.NONE;
    Selection selection =
        new Selection(
            List.of(), "", Optional.empty(), List.of(filter), Optional.empty(), false, Set.of());
    Planner planner =
        new Planner(
            directory, Clock.systemUTC(), Files.createDirectories(temporary.resolve("plans")));
    PlanRequest request =
        new PlanRequest(
            Optional.empty(), action, selection, new Rule.Always(), options, Optional.empty());
    try (Plan plan = planner.plan(request)) {
      return runner(writers, limits)
          .carryOut(plan, new Brief("anna", Optional.empty(), ""), (item, password) -> {});
    }
  }

  /** The agent may set passwords of people, not of former ones. */
  @ParameterizedTest(name = "with {0} at a time")
  @ValueSource(ints = {1, WRITERS})
  void whereEverybodyRefusesFromSomeoneOnNoMoreGoesOutThanWasUnderWay(int writers)
      throws Exception {
    String here = "here" + writers;
    String left = "left" + writers;
    add(lab.people(), here, 40);
    add(lab.former(), left, 200);
    String filter = "(|(uid=" + here + "*)(uid=" + left + "*))";

    RunResult result = run(Action.RESET, filter, writers, LiveLimits.DEFAULT);

    assertThat(result.ending()).isEqualTo(Ending.BRAKE);
    assertThat(result.detail())
        .matches(
            "(?s)[23]\\d writes in a row were refused, the last one with insufficient-access.*");
    assertThat(result.tally().applied()).isEqualTo(40);
    // Those in a row, two for each that is under way in it, and those under way then.
    long most = writers == 1 ? 20 : 20 + 4L * writers;
    assertThat(result.tally().failed()).isBetween(20L, most);
    assertThat(sent()).as("what reached the server").isEqualTo(40 + (int) result.tally().failed());
    assertThat(result.tally().reasons())
        .containsEntry("not-reached", 200 - result.tally().failed());
    assertThat(result.run().state()).isEqualTo(Run.State.OPEN);
  }

  @Test
  void aDirectoryThatBecomesSlowGetsFewerWritesAndThenNoMore() throws Exception {
    add(lab.people(), "slow", 150);
    LiveLimits limits =
        new LiveLimits(20, 20, 80, 50, Duration.ofMillis(500), "brake.live, keyturn.yaml:9:3");
    directory = slowingDown(directory, 20, Duration.ofMillis(1200));

    RunResult result = run(Action.FORCE_CHANGE, "(uid=slow*)", WRITERS, limits);

    assertThat(result.ending()).isEqualTo(Ending.BRAKE);
    assertThat(result.detail())
        .startsWith("the directory takes 1.")
        .contains("fewer writes at a time did not help; the limit is 500 ms (brake.live.latency");
    long applied = result.tally().applied();
    assertThat(sent()).as("every write that went out was answered").isEqualTo((int) applied);
    assertThat(applied % 10).as("after the last of a block of ten").isLessThan(WRITERS);
    assertThat(applied).isBetween(50L, 70L);
    assertThat(result.tally().reasons()).containsEntry("not-reached", 150 - applied);

    proxy.mode(FaultyProxy.Mode.PASS);
    RunResult resumed =
        runner(WRITERS, limits).resume(result.run(), Optional.empty(), (item, password) -> {});
    assertThat(resumed.ending()).isEqualTo(Ending.DONE);
    assertThat(resumed.tally().applied()).isEqualTo(150);
    assertThat(sent()).isEqualTo(150);
  }

  /** The same, behind a line that becomes slow once so many writes were sent. */
  private Directory slowingDown(Directory real, int writes, Duration delay) {
    AtomicInteger count = new AtomicInteger();
    return (Directory)
        Proxy.newProxyInstance(
            Directory.class.getClassLoader(),
            new Class<?>[] {Directory.class},
            (self, method, arguments) -> {
              Object answer = method.invoke(real, arguments);
              return answer instanceof Batch batch
                  ? Batch.each(
                      write -> {
                        if (count.incrementAndGet() == writes) {
                          proxy.delay(delay);
                        }
                        return batch.apply(write);
                      })
                  : answer;
            });
  }

  private record Numbered(Sealer sealer) implements Passwords {
    @Override
    public Secret next(Account account) {
      return Secret.of("Kw7-plum-" + account.login() + "-Qx");
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
      return sealer.open(sealed, run, account.value());
    }
  }
}
