package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Reminders;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Reminding;
import org.keyturn.agent.notify.Reminder;
import org.keyturn.agent.notify.StillSo;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.JobSettings;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Planner;
import org.keyturn.agent.plan.ReminderLog;
import org.keyturn.agent.policy.Rule;

/** Runs that remind, with a real ledger: who is told what, and that it is once. */
final class TellingTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Instant EVER = NOW.plus(Duration.ofDays(3_650));
  private static final Instant IN_THREE_DAYS = NOW.plus(Duration.ofDays(3));
  private static final BusinessHours ANY =
      new BusinessHours(Optional.empty(), ZoneId.of("Europe/Amsterdam"), new TreeSet<>());

  private static final Reminders POINTS =
      new Reminders(
          List.of(Duration.ofDays(7), Duration.ofDays(3), Duration.ofDays(-1)),
          Reminders.LATE,
          Optional.of(Duration.ofDays(3)),
          Optional.empty());

  @TempDir Path folder;
  private Stage stage = unset();
  private Instant now = NOW;
  private Instant opening = Instant.MIN;

  @SuppressWarnings("NullAway") // Set before every test.
  private static Stage unset() {
    return null;
  }

  @BeforeEach
  void open() {
    stage = new Stage(folder.resolve("store"), 3);
    stage.directory.ends(IN_THREE_DAYS);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private final ReminderLog log =
      new ReminderLog() {
        @Override
        public boolean has(AccountId account, Instant end, Duration point, boolean test) {
          return stage.ledger.outbox().has(Reminder.key(account, end, point, test));
        }

        @Override
        public long today(String job, boolean test) {
          return stage.ledger.runs().reminded(job, now.minus(Duration.ofHours(12)), test);
        }
      };

  private Plan plan(Reminders points, Optional<String> testTo) {
    JobSettings job =
        new JobSettings(
            "reminder",
            "corp",
            new JobSettings.Select(Optional.empty(), List.of(), Optional.empty()),
            new Rule.RemindAt(points),
            Action.REMIND,
            new Brake.Limits(500, 100, "the test"),
            true,
            "",
            Optional.empty(),
            testTo,
            false);
    return new Planner(stage.directory, clock(), folder, id -> Optional.empty(), log)
        .plan(PlanRequest.of(job, Optional.empty()));
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private RunResult run(Plan plan, List<String> escalateTo) {
    Brief brief =
        new Brief("anna", Optional.empty(), "")
            .telling(Optional.of(new Reminding(POINTS, escalateTo, ANY)));
    return runner(new Stop()).carryOut(plan, brief, stage.reveal());
  }

  private Runner runner(Stop stop) {
    return new Runner(
        stage.directory,
        stage.ledger,
        stage.passwords,
        RunSettings.with(2, OptionalDouble.empty(), LiveLimits.DEFAULT),
        clock(),
        stop,
        Progress.NONE,
        (hours, from) -> opening.isAfter(from) ? opening : from,
        Carrier.Source.DIRECT);
  }

  private RunResult remind(String... escalateTo) {
    return remind(POINTS, Optional.empty(), escalateTo);
  }

  private RunResult remind(Reminders points, Optional<String> testTo, String... escalateTo) {
    try (Plan plan = plan(points, testTo)) {
      return run(plan, List.of(escalateTo));
    }
  }

  /** Newest last: "kind to recipient". */
  private List<String> owed() {
    List<String> all = new ArrayList<>();
    for (Message m : stage.ledger.outbox().list(Optional.empty(), 100)) {
      all.add(0, m.content().kind() + " to " + m.content().recipient());
    }
    return all;
  }

  private NewMessage first() {
    return stage.ledger.outbox().list(Optional.empty(), 100).get(owed().size() - 1).content();
  }

  @Test
  void eachIsToldOnceWhicheverRunAsks() {
    assertThat(remind().tally().applied()).isEqualTo(3);
    assertThat(owed())
        .containsExactly(
            "expiry-reminder to u0@example.com",
            "expiry-reminder to u1@example.com",
            "expiry-reminder to u2@example.com");
    assertThat(first().values())
        .containsEntry("point", "PT72H")
        .containsEntry("zone", "Europe/Amsterdam");

    RunResult again = remind();
    assertThat(again.tally().selected()).as("a plan names who is to be told").isZero();
    assertThat(owed()).hasSize(3);
  }

  @Test
  void aFartherPointIsNotMadeUpForWhenAClockIsPutBack() {
    assertThat(remind().tally().applied()).isEqualTo(3);
    now = NOW.minus(Duration.ofDays(2));
    assertThat(remind().tally().selected()).isZero();
    assertThat(owed()).hasSize(3);
  }

  @Test
  void anEndThatMovesStartsAnew() {
    assertThat(remind().tally().applied()).isEqualTo(3);
    stage.directory.ends("u1", NOW.plus(Duration.ofDays(6)));
    RunResult moved = remind();
    assertThat(moved.tally().applied()).isEqualTo(1);
    assertThat(owed()).hasSize(4);
  }

  @Test
  void whoWasToldAfterThePlanIsNotToldAgain() {
    try (Plan plan = plan(POINTS, Optional.empty())) {
      assertThat(remind().tally().applied()).isEqualTo(3);
      RunResult late = run(plan, List.of());
      assertThat(late.tally().alreadySo()).isEqualTo(3);
      assertThat(stage.item(late.run(), "u1").reason()).isEqualTo("already-reminded");
    }
    assertThat(owed()).hasSize(3);
  }

  @Test
  void whoseEndMovedAfterThePlanIsNotTold() {
    try (Plan plan = plan(POINTS, Optional.empty())) {
      stage.directory.ends("u1", NOW.plus(Duration.ofDays(90)));
      stage.directory.delete("u2");
      RunResult result = run(plan, List.of());
      assertThat(result.tally().applied()).isEqualTo(1);
      assertThat(stage.item(result.run(), "u1").reason()).isEqualTo("stale");
      assertThat(stage.item(result.run(), "u2").reason()).isEqualTo("stale");
    }
    assertThat(owed()).containsExactly("expiry-reminder to u0@example.com");
  }

  @Test
  void othersAreToldBesideThePersonAndInsteadOfWhoHasNoAddress() {
    stage.directory.manage("u0", "u2");
    stage.directory.manage("u1", "u2");
    stage.directory.manage("u2", "u2");
    stage.directory.forgetAddresses("u1");
    assertThat(remind("manager", "desk@example.com").tally().applied()).isEqualTo(3);
    assertThat(owed())
        .containsExactly(
            "expiry-reminder to u0@example.com",
            "expiry-escalation to u2@example.com",
            "expiry-escalation to desk@example.com",
            "expiry-escalation to u2@example.com",
            "expiry-escalation to desk@example.com",
            "expiry-reminder to u2@example.com",
            "expiry-escalation to desk@example.com");
    assertThat(remind("manager", "desk@example.com").tally().selected()).isZero();
    assertThat(owed()).hasSize(7);
  }

  @Test
  void nobodyElseIsToldBeforeTheirPoint() {
    stage.directory.ends(NOW.plus(Duration.ofDays(5)));
    stage.directory.forgetAddresses("u1");
    RunResult result = remind("desk@example.com");
    assertThat(result.tally().applied()).isEqualTo(2);
    assertThat(stage.item(result.run(), "u1").reason()).isEqualTo("no-mail");
    assertThat(owed()).noneMatch(m -> m.contains("desk"));
  }

  @Test
  void whoHasNeitherAddressNorManagerIsSkipped() {
    stage.directory.forgetAddresses("u1");
    RunResult result = remind("manager");
    assertThat(result.tally().applied()).isEqualTo(2);
    assertThat(stage.item(result.run(), "u1").reason()).isEqualTo("no-mail");
  }

  @Test
  void aDayTellsSoManyThoseFirstWhoseEndIsNearest() {
    Reminders two = new Reminders(POINTS.at(), Reminders.LATE, Optional.empty(), Optional.of(2));
    stage.directory.ends("u0", NOW.plus(Duration.ofDays(6)));
    stage.directory.ends("u1", NOW.plus(Duration.ofDays(5)));
    RunResult today = remind(two, Optional.empty());
    assertThat(today.tally().applied()).isEqualTo(2);
    assertThat(stage.item(today.run(), "u0").reason()).isEqualTo("daily-cap");
    assertThat(remind(two, Optional.empty()).tally().applied()).as("the day is full").isZero();

    now = NOW.plus(Duration.ofDays(1));
    RunResult tomorrow = remind(two, Optional.empty());
    assertThat(tomorrow.tally().applied()).as("nothing is lost").isEqualTo(1);
    assertThat(stage.item(tomorrow.run(), "u0").state()).isEqualTo(Item.State.APPLIED);
    assertThat(owed()).hasSize(3);
  }

  @Test
  void aTestGoesToOneAddressAndCountsAsToldToNobody() {
    Optional<String> tester = Optional.of("tester@example.com");
    assertThat(remind(POINTS, tester, "desk@example.com").tally().applied()).isEqualTo(3);
    assertThat(owed()).hasSize(6).allMatch(m -> m.endsWith(" to tester@example.com"));
    assertThat(remind(POINTS, tester).tally().selected()).isZero();

    assertThat(remind().tally().applied()).as("now it is meant").isEqualTo(3);
    assertThat(owed().subList(6, 9)).allMatch(m -> m.matches("expiry-reminder to u\\d@.*"));
  }

  @Test
  void outsideTheHoursAMessageIsOwedAtOnceAndLeavesNotBefore() {
    opening = NOW.plus(Duration.ofHours(4));
    assertThat(remind().tally().applied()).isEqualTo(3);
    assertThat(stage.ledger.outbox().due(Channel.MAIL, opening.minusMillis(1), 0, 10)).isEmpty();
    assertThat(stage.ledger.outbox().retry(Optional.empty())).as("it failed never").isZero();
    assertThat(stage.ledger.outbox().due(Channel.MAIL, opening, 0, 10)).hasSize(3);
  }

  @Test
  void whatEndsBeforeItMayLeaveIsSaidToHaveEnded() {
    opening = IN_THREE_DAYS;
    assertThat(remind().tally().applied()).isEqualTo(3);
    assertThat(owed()).allMatch(m -> m.matches("expired to u\\d@home.example"));
  }

  private List<StillSo.Answer> stillSo(StillEnding asked) {
    return stage.ledger.outbox().due(Channel.MAIL, EVER, 0, 10).stream().map(asked::ask).toList();
  }

  private StillEnding asked(String... names) {
    return new StillEnding(
        Set.of(names), name -> stage.directory, Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void whatWaitedIsAskedForAgainBeforeItLeaves() {
    assertThat(remind().tally().applied()).isEqualTo(3);
    stage.directory.ends("u1", NOW.plus(Duration.ofDays(90)));
    stage.directory.delete("u2");

    assertThat(stillSo(asked("corp")))
        .containsExactly(
            new StillSo.Yes(),
            new StillSo.No("its password ends otherwise now"),
            new StillSo.No("the entry is gone"));
    assertThat(stillSo(asked("other")))
        .containsOnly(new StillSo.No("its directory is no longer in the config"));
  }

  @Test
  void aDirectoryThatIsAwayIsNotAskedForEachMessage() {
    assertThat(remind().tally().applied()).isEqualTo(3);
    AtomicInteger opened = new AtomicInteger();
    StillEnding asked =
        new StillEnding(
            Set.of("corp"),
            name -> {
              opened.incrementAndGet();
              throw new DirectoryException(DirectoryException.Kind.UNREACHABLE, "away");
            },
            Clock.fixed(now, ZoneOffset.UTC));
    assertThat(stillSo(asked)).containsOnly(new StillSo.Unknown("the directory is away"));
    assertThat(opened).hasValue(1);
  }

  /**
   * The process dies once messages are owed, before any is delivered; and in the middle of them.
   */
  @Test
  void aCrashRepeatsNoneAndLosesNone() {
    Stop afterTheFirst = new Stop();
    try (Plan plan = plan(POINTS, Optional.empty())) {
      afterTheFirst.ask("the test");
      Runner stopped = runner(afterTheFirst);
      RunResult cut =
          stopped.carryOut(plan, new Brief("anna", Optional.empty(), ""), stage.reveal());
      assertThat(cut.ending()).isEqualTo(RunResult.Ending.INTERRUPTED);
    }
    // Before it is taken up, another run tells everybody; then its messages are delivered in part.
    assertThat(remind().tally().applied()).isEqualTo(3);
    stage.ledger.outbox().sent(stage.ledger.outbox().due(Channel.MAIL, EVER, 0, 1).get(0).id());
    stage.close();
    stage = new Stage(folder.resolve("store"), stage.directory);
    RunResult resumed =
        runner(new Stop())
            .resume(
                Objects.requireNonNull(stage.ledger.runs().unfinished().get(0)),
                Optional.empty(),
                stage.reveal());
    assertThat(resumed.tally().alreadySo()).isEqualTo(3);
    assertThat(remind().tally().selected()).isZero();
    assertThat(owed()).hasSize(3);
    assertThat(stage.ledger.outbox().due(Channel.MAIL, EVER, 0, 10))
        .as("still to be sent")
        .hasSize(2);
  }
}
