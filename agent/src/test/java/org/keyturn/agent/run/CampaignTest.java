package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.journal.Waves;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.run.FakeDirectory.Fault;
import org.keyturn.agent.run.RunResult.Ending;
import org.keyturn.agent.schedule.QuartzOpenings;

/** A frozen plan that is carried out wave by wave. */
final class CampaignTest {

  private static final Duration DAY = Duration.ofDays(1);

  /** A Friday at noon. */
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  private static final Waves WAVES = new Waves(8, 4, DAY, 10, BusinessHours.ANY);

  @TempDir Path folder;
  private Stage stage = unset();
  private Instant now = NOON;

  @SuppressWarnings("NullAway") // Set before every test.
  private static Stage unset() {
    return null;
  }

  /** Moves when a test says so. */
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeEach
  void open() {
    stage = new Stage(folder.resolve("store"), 30);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private Runner runner(Stop stop) {
    return new Runner(
        stage.directory,
        stage.ledger,
        stage.passwords,
        new RunSettings(
            3,
            2,
            new LiveLimits(5, 100, 80, 50, Duration.ofSeconds(2), "the test"),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            OptionalDouble.empty()),
        clock,
        stop,
        Progress.NONE,
        new QuartzOpenings(),
        Carrier.Source.DIRECT);
  }

  private RunResult begin(Waves waves, Action action, String deliver) {
    try (Plan plan = stage.plan(action, deliver)) {
      Brief brief = new Brief("anna", Optional.empty(), "").in(Optional.of(waves));
      return runner(stage.stop).carryOut(plan, brief, stage.reveal());
    }
  }

  private RunResult begin(Waves waves) {
    return begin(waves, Action.FORCE_CHANGE, "");
  }

  private RunResult resume() {
    return runner(new Stop()).resume(run(), Optional.empty(), stage.reveal());
  }

  private Run run() {
    return stage.ledger.runs().list(1).get(0);
  }

  private Campaign campaign() {
    return stage.ledger.campaigns().find(run().id()).orElseThrow();
  }

  private long applied() {
    return Tally.of(stage.ledger.runs().counts(run().id())).applied();
  }

  private void accounted() {
    Tally tally = Tally.of(stage.ledger.runs().counts(run().id()));
    assertThat(tally.selected()).isEqualTo(30);
    assertThat(tally.open()).isZero();
    assertThat(run().state()).isEqualTo(Run.State.DONE);
  }

  @Test
  void theCanaryIsDoneAtOnceAndTheRestDayByDay() {
    RunResult canary = begin(WAVES);
    assertThat(canary.ending()).isEqualTo(Ending.WAVE);
    assertThat(canary.tally().applied()).isEqualTo(4);
    assertThat(campaign().dueAt()).contains(NOON.plus(DAY));
    assertThat(run().stoppedBy()).isEmpty();

    assertThat(resume().ending()).as("too early").isEqualTo(Ending.WAVE);
    assertThat(applied()).isEqualTo(4);

    for (long expected : new long[] {12, 20, 28}) {
      now = now.plus(DAY);
      assertThat(resume().ending()).isEqualTo(Ending.WAVE);
      assertThat(applied()).isEqualTo(expected);
      assertThat(resume().tally().applied()).as("once a day").isEqualTo(expected);
    }
    now = now.plus(DAY);
    assertThat(resume().ending()).isEqualTo(Ending.DONE);
    assertThat(applied()).isEqualTo(30);
    assertThat(campaign().wave()).isEqualTo(5);
    accounted();
    stage.items(run()).forEach(i -> assertThat(stage.directory.changes(i.login())).isEqualTo(1));
  }

  @Test
  void whatChangedBetweenTwoWavesIsSkippedAsStale() {
    begin(new Waves(15, 0, DAY, 10, BusinessHours.ANY));
    stage.directory.ownChange("u20", "my own choice");
    now = now.plus(DAY);

    RunResult result = resume();

    assertThat(result.ending()).isEqualTo(Ending.DONE);
    assertThat(stage.item(run(), "u20").state()).isEqualTo(Item.State.SKIPPED);
    assertThat(stage.item(run(), "u20").reason()).isEqualTo("stale");
    assertThat(stage.directory.password("u20")).isEqualTo("my own choice");
    accounted();
  }

  @Test
  void outsideTheHoursNothingIsWrittenAndTheFirstWaveWaitsToo() {
    BusinessHours weekdays =
        new BusinessHours(
            Optional.of("MON-FRI 08:00-17:00"),
            ZoneOffset.UTC,
            new TreeSet<>(List.of(java.time.LocalDate.parse("2026-11-30"))));
    now = Instant.parse("2026-11-27T18:00:00Z");

    RunResult begun = begin(new Waves(20, 0, DAY, 10, weekdays));

    assertThat(begun.ending()).isEqualTo(Ending.WAVE);
    assertThat(begun.tally().applied()).isZero();
    assertThat(campaign().dueAt())
        .as("neither at the weekend nor on the holiday")
        .contains(Instant.parse("2026-12-01T08:00:00Z"));
    now = Instant.parse("2026-12-01T08:00:03Z");
    assertThat(resume().tally().applied()).isEqualTo(20);
    assertThat(campaign().dueAt())
        .as("a few seconds late do not move the next one")
        .contains(Instant.parse("2026-12-02T08:00:00Z"));
    now = Instant.parse("2026-12-02T20:00:00Z");
    assertThat(resume().tally().applied()).as("due, but it is evening").isEqualTo(20);
    now = Instant.parse("2026-12-03T08:00:00Z");
    assertThat(resume().ending()).isEqualTo(Ending.DONE);
    accounted();
  }

  @Test
  void anAgentThatWasAwayForLongDoesNotHurryAfterwards() {
    begin(WAVES);
    now = NOON.plus(Duration.ofDays(5)).plus(Duration.ofHours(3));
    assertThat(resume().tally().applied()).isEqualTo(12);
    assertThat(campaign().dueAt()).contains(now.plus(DAY));
    assertThat(resume().tally().applied()).isEqualTo(12);
  }

  @Test
  void aCanaryInWhichTooManyFailPausesTheCampaign() {
    stage.directory.script("u1", Fault.REJECTED);
    RunResult canary = begin(WAVES);

    assertThat(canary.ending()).isEqualTo(Ending.BRAKE);
    assertThat(canary.detail()).isEqualTo("1 of the 4 accounts of wave 1 failed, more than 10.0 %");
    now = now.plus(DAY).plus(DAY);
    assertThat(stage.ledger.campaigns().due()).isEmpty();
    assertThat(resume().ending()).isEqualTo(Ending.WAVE);
    assertThat(applied()).as("paused").isEqualTo(3);

    stage.ledger.campaigns().goOn(run().id(), "anna");
    assertThat(resume().ending()).isEqualTo(Ending.WAVE);
    assertThat(applied()).isEqualTo(11);
  }

  @Test
  void aShareThatIsAllowedDoesNot() {
    stage.directory.script("u1", Fault.REJECTED);
    assertThat(begin(new Waves(8, 4, DAY, 25, BusinessHours.ANY)).ending()).isEqualTo(Ending.WAVE);
    assertThat(campaign().paused()).isEmpty();
  }

  @Test
  void theLiveBrakePausesTheCampaignWithinTheWave() {
    for (int i = 0; i < 30; i++) {
      stage.directory.script("u" + i, Fault.REJECTED);
    }
    RunResult braked = begin(new Waves(20, 0, DAY, 100, BusinessHours.ANY));
    assertThat(braked.ending()).isEqualTo(Ending.BRAKE);
    assertThat(campaign().paused()).isPresent();
    stage.directory.forgetFaults();

    assertThat(resume().ending()).as("nobody said resume").isEqualTo(Ending.WAVE);
    assertThat(applied()).isZero();
    stage.ledger.campaigns().goOn(run().id(), "anna");
    RunResult rest = resume();

    assertThat(campaign().wave()).as("the rest of the first wave").isEqualTo(1);
    assertThat(rest.tally().applied()).isPositive();
    assertThat(rest.tally().applied() + rest.tally().failed()).isEqualTo(20);
  }

  @Test
  void anotherProcessStopsItThroughTheLedgerAndTheRestWaits() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    stage.directory.beforeWrite(
        write -> {
          writing.countDown();
          pause(150);
        });
    Thread other =
        new Thread(
            () -> {
              await(writing);
              stage.ledger.stops().ask(run().id(), "bob");
            });
    other.start();

    RunResult result = stage.carryOut(Action.FORCE_CHANGE, "");

    other.join();
    assertThat(result.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(run().stoppedBy()).contains("interrupted: stopped by bob");
    assertThat(result.tally().applied()).isBetween(1L, 29L);
    assertThat(result.tally().reasons()).doesNotContainKey("unknown");
    stage.directory.beforeWrite(write -> {});
    assertThat(stage.resume().ending()).isEqualTo(Ending.DONE);
    accounted();
  }

  @Test
  void oneStopOfManyRunsDoesNotReachTheOthers() {
    Stop daemon = new Stop();
    Stop one = daemon.child();
    Stop two = daemon.child();
    one.ask("stopped by bob");
    assertThat(daemon.asked()).isFalse();
    assertThat(two.asked()).isFalse();
    daemon.ask(Stop.AGENT_ENDS);
    assertThat(two.why()).isEqualTo(Stop.AGENT_ENDS);
    assertThat(one.why()).isEqualTo("stopped by bob");
    assertThat(daemon.child().asked()).as("too late").isTrue();
    assertThat(Ending.stoppedOnPurpose(Ending.INTERRUPTED.stoppedBy(Stop.AGENT_ENDS))).isFalse();
    assertThat(Ending.stoppedOnPurpose(Ending.INTERRUPTED.stoppedBy("stopped by bob"))).isTrue();
  }

  @Test
  void aRunThatIsGivenUpIsAccountedFor() {
    begin(WAVES);

    RunResult result = runner(new Stop()).giveUp(run(), "given up by anna", stage.reveal());

    assertThat(result.ending()).isEqualTo(Ending.DONE);
    assertThat(result.tally().applied()).isEqualTo(4);
    assertThat(result.tally().skipped()).isEqualTo(26);
    assertThat(result.tally().reasons()).containsEntry("given-up", 26L);
    accounted();
  }

  @Test
  void aResetThatIsGivenUpStillShowsThePasswordsThatWereSet() {
    stage.directory.beforeWrite(
        write -> {
          if (stage.passwords.made.size() > 10) {
            stage.stop.ask();
          }
        });
    RunResult stopped = stage.carryOut(Action.RESET, "show");
    assertThat(stopped.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(stage.shown).isEmpty();

    RunResult result = runner(new Stop()).giveUp(run(), "given up by anna", stage.reveal());

    assertThat(stage.shown).hasSize((int) result.tally().applied()).isNotEmpty();
    stage.shown.forEach(
        (login, password) -> assertThat(stage.directory.password(login)).isEqualTo(password));
    accounted();
  }

  @Test
  void aWriteWithoutAnAnswerIsLookedAtBeforeTheRestIsGivenUp() {
    stage.directory.script("u2", Fault.WRITTEN_UNANSWERED);
    stage.directory.clueless(true);
    RunResult stopped = begin(WAVES);
    assertThat(stopped.ending()).isEqualTo(Ending.UNREACHABLE);

    assertThat(runner(new Stop()).giveUp(run(), "x", stage.reveal()).ending())
        .isEqualTo(Ending.INTERRUPTED);
    stage.directory.clueless(false);
    RunResult result = runner(new Stop()).giveUp(run(), "x", stage.reveal());

    assertThat(result.ending()).isEqualTo(Ending.DONE);
    assertThat(stage.item(run(), "u2").state()).isEqualTo(Item.State.APPLIED);
    accounted();
  }

  @Test
  void passwordsThatAreToBeShownDoNotGoWithWaves() {
    for (String deliver : List.of("show", "sheet")) {
      assertThatThrownBy(() -> begin(WAVES, Action.RESET, deliver))
          .isInstanceOf(RunFailure.class)
          .hasMessageContaining("waves");
    }
    assertThat(stage.ledger.runs().list(1)).isEmpty();
    assertThat(begin(WAVES, Action.RESET, "mail").tally().applied()).isEqualTo(4);
  }

  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    "2026-11-27T08:00:00Z, P1D,    2026-11-28T08:00:00Z",
    "2026-03-28T07:00:00Z, P1D,    2026-03-29T06:00:00Z",
    "2026-10-24T06:00:00Z, P1D,    2026-10-25T07:00:00Z",
    "2026-03-28T07:00:00Z, PT36H,  2026-03-29T18:00:00Z",
    "2026-03-28T07:00:00Z, PT12H,  2026-03-28T19:00:00Z",
    "2026-03-28T23:30:00Z, PT4H,   2026-03-29T03:30:00Z",
    "2026-03-28T01:30:00Z, P1D,    2026-03-29T01:30:00Z",
  })
  void aDayKeepsTheHourOfTheClockAndHoursAreHours(Instant from, Duration every, Instant expected) {
    BusinessHours amsterdam =
        new BusinessHours(Optional.empty(), ZoneId.of("Europe/Amsterdam"), new TreeSet<>());
    UnaryOperator<Instant> later =
        at -> Campaigning.later(at, new Waves(1, 0, every, 10, amsterdam));
    assertThat(later.apply(from)).isEqualTo(expected);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
