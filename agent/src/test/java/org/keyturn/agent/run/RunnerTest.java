package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.FencedException;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.run.FakeDirectory.Fault;
import org.keyturn.agent.run.RunResult.Ending;

/** What a run makes of everything that a directory can answer. */
final class RunnerTest {

  private static final int ACCOUNTS = 25;

  @TempDir Path folder;
  private Stage stage;
  private FakeDirectory directory;

  @BeforeEach
  void open() {
    stage = new Stage(folder.resolve("store"), ACCOUNTS);
    directory = stage.directory;
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private static void accounted(RunResult result) {
    Tally tally = result.tally();
    assertThat(
            tally.applied() + tally.alreadySo() + tally.skipped() + tally.failed() + tally.parked())
        .isEqualTo(ACCOUNTS);
  }

  /** Each password that was shown is the one that the account has. */
  private void everyShownPasswordWorks() {
    stage.shown.forEach(
        (login, password) -> assertThat(directory.password(login)).as(login).isEqualTo(password));
  }

  private void allDone(RunResult result) {
    assertThat(result.ending()).isEqualTo(Ending.DONE);
    assertThat(result.tally().applied()).isEqualTo(ACCOUNTS);
    assertThat(result.run().state()).isEqualTo(Run.State.DONE);
    assertThat(stage.shown).hasSize(ACCOUNTS);
    everyShownPasswordWorks();
  }

  @Test
  void everyAccountGetsThePasswordThatIsShown() {
    allDone(stage.carryOut(Action.RESET, "show"));

    assertThat(directory.asked()).isEqualTo(ACCOUNTS);
  }

  @ParameterizedTest(name = "passwords to be delivered by \"{0}\" are not set")
  @ValueSource(strings = {"", "sheet", "pigeon", "own", "Mail"})
  void passwordsThatNobodyWouldLearnAreNotSet(String deliver) {
    try (Plan plan = stage.plan(Action.RESET, deliver)) {
      assertThatThrownBy(() -> stage.carryOut(plan))
          .isInstanceOf(RunFailure.class)
          .hasMessageContaining("nobody would learn them");
    }

    assertThat(directory.asked()).isZero();
    assertThat(stage.ledger.runs().list(1)).isEmpty();
  }

  @ParameterizedTest(name = "{0} ends as {1} {2}, once resumed")
  @CsvSource({
    "WRITTEN_UNANSWERED, APPLIED, ''",
    "LOST, APPLIED, ''",
    "LATE, APPLIED, ''",
    "BUSY, APPLIED, ''",
    "REJECTED, FAILED, insufficient-access",
    "PASSWORD_REFUSED, APPLIED, ''"
  })
  void oneFaultAmongMany(Fault fault, Item.State state, String reason) {
    directory.script("u3", fault);

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(result.ending()).isEqualTo(Ending.DONE);
    accounted(result);
    Item item = stage.item(result.run(), "u3");
    assertThat(item.state()).isEqualTo(state);
    assertThat(item.reason()).isEqualTo(reason);
    everyShownPasswordWorks();
    assertThat(stage.shown.containsKey("u3")).isEqualTo(state == Item.State.APPLIED);
    assertThat(directory.changes("u3")).isEqualTo(state == Item.State.APPLIED ? 1 : 0);
  }

  @Test
  void aPasswordOnceIntendedIsKeptForTheNextAttempt() {
    directory.script("u3", Fault.LOST, Fault.LOST);

    allDone(stage.carryOut(Action.RESET, "show"));

    assertThat(directory.arrived("u3")).hasSize(3);
    assertThat(directory.arrived("u3").stream().distinct()).hasSize(1);
  }

  @Test
  void aWriteThatArrivesAfterItWasTakenForLostCarriesTheSamePassword() {
    directory.script("u3", Fault.LATE);

    allDone(stage.carryOut(Action.RESET, "show"));

    assertThat(directory.arrived("u3").stream().distinct()).hasSize(1);
    assertThat(directory.changes("u3")).isEqualTo(1);
  }

  @Test
  void whoeverChangedItWhileTheAnswerWasMissingKeepsTheirOwn() {
    directory.script("u3", Fault.LOST);
    directory.beforeWrite(
        write -> {
          if (write.id().value().equals("id-u3")) {
            directory.ownChange("u3", "my own");
          }
        });

    RunResult result = stage.carryOut(Action.RESET, "show");

    accounted(result);
    Item item = stage.item(result.run(), "u3");
    assertThat(item.state()).isEqualTo(Item.State.SKIPPED);
    assertThat(item.reason()).isEqualTo("user-changed");
    assertThat(directory.password("u3")).isEqualTo("my own");
    assertThat(stage.shown).doesNotContainKey("u3").hasSize(ACCOUNTS - 1);
  }

  @Test
  void whoeverChangedItAfterThePlanKeepsTheirOwn() {
    try (Plan plan = stage.plan(Action.RESET, "show")) {
      directory.ownChange("u3", "my own");

      RunResult result = stage.carryOut(plan);

      assertThat(stage.item(result.run(), "u3").reason()).isEqualTo("stale");
      assertThat(directory.password("u3")).isEqualTo("my own");
      assertThat(result.tally().applied()).isEqualTo(ACCOUNTS - 1);
    }
  }

  @Test
  void whileNobodyCanTellWhatBecameOfAWriteNothingElseIsWritten() {
    directory.script("u3", Fault.LOST);
    directory.clueless(true);

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(result.ending()).isEqualTo(Ending.UNREACHABLE);
    accounted(result);
    assertThat(stage.item(result.run(), "u3").state()).isEqualTo(Item.State.UNKNOWN);
    assertThat(directory.asked()).isLessThanOrEqualTo(Stage.WINDOW);
    directory.clueless(false);
    allDone(stage.resume());
  }

  @Test
  void aServerThatNeverAnswersAWriteEndsTheRunInTime() {
    Fault[] forever = new Fault[50];
    java.util.Arrays.fill(forever, Fault.LOST);
    directory.scriptAll(forever);

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(result.ending()).isEqualTo(Ending.UNREACHABLE);
    accounted(result);
    assertThat(directory.asked()).isLessThan(20);
  }

  @Test
  void aServerThatIsBusyNowAndThenIsNotGivenUp() {
    for (int i = 0; i < ACCOUNTS; i += 5) {
      directory.script("u" + i, Fault.BUSY);
    }

    allDone(stage.carryOut(Action.RESET, "show"));
  }

  @Test
  void aGeneratedPasswordIsTriedThreeTimes() {
    directory.script("u3", Fault.PASSWORD_REFUSED, Fault.PASSWORD_REFUSED, Fault.PASSWORD_REFUSED);
    directory.script("u4", Fault.PASSWORD_REFUSED, Fault.PASSWORD_REFUSED);
    directory.script("u5", Fault.BUSY, Fault.BUSY, Fault.PASSWORD_REFUSED, Fault.PASSWORD_REFUSED);

    RunResult result = stage.carryOut(Action.RESET, "show");

    accounted(result);
    assertThat(result.tally().reasons()).isEqualTo(Map.of("password-in-history", 1L));
    assertThat(directory.arrived("u3")).doesNotHaveDuplicates().hasSize(3);
    assertThat(directory.arrived("u4")).doesNotHaveDuplicates().hasSize(3);
    assertThat(stage.item(result.run(), "u5").state()).isEqualTo(Item.State.APPLIED);
    everyShownPasswordWorks();
  }

  private static Brief chosen() {
    return new Brief(
        "anna",
        Optional.empty(),
        "",
        id -> Optional.of(Secret.of("Chosen-by-Anna-1")),
        Optional.empty());
  }

  @Test
  void aTypedPasswordIsTypedForTheProcessThatResumesTheRunToo() {
    stage.directory.script("u3", Fault.DEFECT);
    try (Plan plan = stage.plan(Action.RESET, "show")) {
      assertThatThrownBy(() -> stage.carryOut(plan, chosen())).isInstanceOf(Exception.class);
    }

    RunResult result = stage.resume();

    accounted(result);
    assertThat(stage.shown.values()).hasSize(ACCOUNTS).containsOnly("Chosen-by-Anna-1");
    assertThat(stage.passwords.made).isEmpty();
    everyShownPasswordWorks();
    for (Item item : stage.items(result.run())) {
      assertThat(stage.ledger.runs().sealed(result.run().id(), item.seq())).isEmpty();
    }
  }

  @Test
  void aTypedPasswordIsTriedOnce() {
    directory.script("u3", Fault.PASSWORD_REFUSED);

    RunResult result;
    try (Plan plan = stage.plan(Action.RESET, "show")) {
      result = stage.carryOut(plan, chosen());
    }

    assertThat(stage.item(result.run(), "u3").state()).isEqualTo(Item.State.FAILED);
    assertThat(directory.arrived("u3")).hasSize(1);
  }

  @Test
  void theLiveBrakeStopsWithinTheWindowInFlight() {
    for (int i = 3; i < ACCOUNTS; i++) {
      directory.script("u" + i, Fault.REJECTED);
    }

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(result.ending()).isEqualTo(Ending.BRAKE);
    assertThat(result.detail()).contains("insufficient-access");
    // Two writers overtake each other: one of the first three may not be sent, or be heard late.
    assertThat(directory.asked())
        .as("and whoever was under way")
        .isBetween(Stage.FAILURES_IN_ROW, Stage.WINDOW);
    assertThat(result.tally().failed())
        .isBetween((long) Stage.FAILURES_IN_ROW, Stage.FAILURES_IN_ROW + 3L);
    accounted(result);
    assertThat(result.tally().reasons())
        .containsEntry("not-reached", (long) ACCOUNTS - directory.asked());
  }

  @Test
  void halfTheEntriesRejectingStopsNobodyElse() {
    for (int i = 0; i < ACCOUNTS; i += 2) {
      directory.script("u" + i, Fault.REJECTED);
    }

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(result.ending()).isEqualTo(Ending.DONE);
    assertThat(result.tally().applied()).isEqualTo(12);
    assertThat(result.tally().reasons()).isEqualTo(Map.of("insufficient-access", 13L));
  }

  @Test
  void fault12HalfTheEntriesRefusingEveryPasswordStopNobodyElse() {
    for (int i = 0; i < ACCOUNTS; i += 2) {
      directory.script(
          "u" + i, Fault.PASSWORD_REFUSED, Fault.PASSWORD_REFUSED, Fault.PASSWORD_REFUSED);
    }

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(result.ending()).isEqualTo(Ending.DONE);
    assertThat(result.tally().applied()).isEqualTo(12);
    assertThat(result.tally().reasons()).isEqualTo(Map.of("password-in-history", 13L));
  }

  @Test
  void everyEntryRefusingItsPasswordTripsTheLiveBrake() {
    directory.scriptAll(Fault.PASSWORD_REFUSED, Fault.PASSWORD_REFUSED, Fault.PASSWORD_REFUSED);

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(result.ending()).isEqualTo(Ending.BRAKE);
    assertThat(directory.asked()).isLessThanOrEqualTo(Stage.WINDOW);
    accounted(result);
  }

  @Test
  void aRefusedAgentStopsAtTheFirst() {
    directory.scriptAll(Fault.AGENT_REFUSED);

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(result.ending()).isEqualTo(Ending.UNREACHABLE);
    assertThat(directory.asked()).isLessThanOrEqualTo(2); // as many as there are writers
    accounted(result);
    directory.forgetFaults();
    allDone(stage.resume());
  }

  @Test
  void anAgentRefusedWhileReadingStopsAtOnceAndLetsGo() {
    refuseReadsFromWriteOn("u9", DirectoryException.Kind.REFUSED);

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(stage.waits).isEmpty();
    assertThat(result.ending()).isEqualTo(Ending.UNREACHABLE);
    accounted(result);
    assertThat(stage.ledger.runs().unfinished()).hasSize(1);
    directory.reading(Optional.empty());
    directory.beforeWrite(write -> {});
    allDone(stage.resume());
  }

  @Test
  void anUnansweredWriteBeforeTheAgentIsRefusedStopsAtOnce() {
    directory.script("u9", Fault.LOST);
    refuseReadsFromWriteOn("u9", DirectoryException.Kind.REFUSED);

    RunResult result = stage.carryOut(Action.RESET, "show");

    // For the answer, unless the next window's reads are refused first.
    assertThat(stage.waits).hasSizeLessThanOrEqualTo(1);
    assertThat(result.ending()).isEqualTo(Ending.UNREACHABLE);
    assertThat(result.detail()).contains("as told");
    directory.reading(Optional.empty());
    directory.beforeWrite(write -> {});
    allDone(stage.resume());
  }

  @Test
  void aDirectoryThatIsAwayForLongerThanThePatienceInterruptsTheRun() {
    refuseReadsFromWriteOn("u9", DirectoryException.Kind.UNREACHABLE);

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(result.ending()).isEqualTo(Ending.UNREACHABLE);
    accounted(result);
    assertThat(stage.ledger.runs().unfinished()).hasSize(1);
    directory.reading(Optional.empty());
    directory.beforeWrite(write -> {});
    allDone(stage.resume());
  }

  @Test
  void aDirectoryThatComesBackInTimeIsWaitedFor() {
    Thread back =
        new Thread(
            () -> {
              sleep(60);
              directory.beforeWrite(write -> {});
              directory.reading(Optional.empty());
            });
    directory.beforeWrite(
        write -> {
          if (write.id().value().equals("id-u9")) {
            directory.reading(
                Optional.of(new DirectoryException(DirectoryException.Kind.UNREACHABLE, "away")));
            back.start();
          }
        });

    allDone(stage.carryOut(Action.RESET, "show"));
  }

  private void refuseReadsFromWriteOn(String login, DirectoryException.Kind kind) {
    directory.beforeWrite(
        write -> {
          if (write.id().value().equals("id-" + login)) {
            directory.reading(Optional.of(new DirectoryException(kind, "as told")));
          }
        });
  }

  @Test
  void aDirectoryThatIsAwayWhenTheRunBeginsLeavesItToBeResumed() {
    try (Plan plan = stage.plan(Action.RESET, "show")) {
      directory.reading(
          Optional.of(new DirectoryException(DirectoryException.Kind.UNREACHABLE, "away")));

      RunResult result = stage.carryOut(plan);

      assertThat(result.ending()).isEqualTo(Ending.UNREACHABLE);
      assertThat(directory.asked()).isZero();
      accounted(result);
    }
  }

  @Test
  void aStopLetsWhatIsInFlightEndAndTheRestIsDoneOnResume() {
    Stop stop = new Stop();
    directory.beforeWrite(
        write -> {
          if (write.id().value().equals("id-u12")) {
            stop.ask();
          }
        });
    RunResult result;
    try (Plan plan = stage.plan(Action.RESET, "show")) {
      result =
          stage
              .runner(stop)
              .carryOut(plan, new Brief("anna", Optional.empty(), ""), stage.reveal());
    }

    assertThat(result.ending()).isEqualTo(Ending.INTERRUPTED);
    accounted(result);
    // A writer that is held up just before it asks lets the others end the window of twenty.
    assertThat(result.tally().applied()).isBetween(12L, 20L);
    assertThat(result.tally().reasons()).containsOnlyKeys("not-reached");
    assertThat(stage.shown).isEmpty();

    allDone(stage.resume());
    assertThat(directory.asked()).isEqualTo(ACCOUNTS);

    stage.shown.clear();
    assertThat(stage.resume().detail()).isEqualTo("it was done already");
    assertThat(directory.asked()).isEqualTo(ACCOUNTS);
    assertThat(stage.shown).isEmpty();
  }

  @Test
  void anInterruptedThreadWaitsForTheWritesInFlight() {
    Thread me = Thread.currentThread();
    directory.beforeWrite(
        write -> {
          if (write.id().value().equals("id-u5")) {
            me.interrupt();
            sleep(200);
          }
        });

    RunResult result;
    try {
      result = stage.carryOut(Action.RESET, "show");
    } finally {
      boolean unused = Thread.interrupted();
    }

    accounted(result);
    stage
        .items(result.run())
        .forEach(
            item ->
                assertThat(directory.changes(item.login()))
                    .isEqualTo(item.state() == Item.State.APPLIED ? 1 : 0));
  }

  @Test
  void aDefectInOneWriterLosesNobody() {
    directory.script("u3", Fault.DEFECT);
    directory.beforeWrite(
        write -> {
          if (write.id().value().equals("id-u4")) {
            sleep(200);
          }
        });

    assertThatThrownBy(() -> stage.carryOut(Action.RESET, "show"))
        .isInstanceOf(IllegalStateException.class);

    // What was in flight was not left alone with a password that is being wiped.
    assertThat(directory.changes("u4")).isEqualTo(1);
    // The process lives on, and yet the run is free.
    assertThat(stage.ledger.runs().unfinished()).hasSize(1);
    allDone(stage.resume());
    for (int i = 0; i < ACCOUNTS; i++) {
      assertThat(directory.changes("u" + i)).isEqualTo(1);
    }
  }

  @Test
  void anAccountBelongsToOneRunAtATime() {
    directory.script("u3", Fault.LOST);
    directory.clueless(true);
    RunResult first = stage.carryOut(Action.RESET, "show");
    assertThat(first.ending()).isEqualTo(Ending.UNREACHABLE);
    int asked = directory.asked();

    RunResult second = stage.carryOut(Action.RESET, "show");

    assertThat(stage.item(second.run(), "u3").reason()).isEqualTo("claimed");
    assertThat(second.tally().parked()).isEqualTo(1);
    assertThat(directory.asked() - asked).isEqualTo(ACCOUNTS - 1);
  }

  @Test
  void anotherRunsPasswordIsNotTakenForOnesOwn() {
    // The first process dies between intent and write, somebody repeats the command, and then takes
    // up the first run as well.
    directory.script("u3", Fault.LOST);
    directory.clueless(true);
    Run first = stage.carryOut(Action.RESET, "show").run();
    directory.clueless(false);
    assertThat(stage.runner().settleUnfinished()).hasSize(1);
    allDone(stage.carryOut(Action.RESET, "show"));
    stage.shown.clear();

    RunResult taken = stage.resume(first);

    assertThat(taken.ending()).isEqualTo(Ending.DONE);
    assertThat(stage.item(first, "u3").state()).isEqualTo(Item.State.SKIPPED);
    assertThat(stage.item(first, "u3").reason()).isEqualTo("stale");
    assertThat(stage.shown).doesNotContainKey("u3");
  }

  @Test
  void aRunThatWasTakenOverWritesNothingMore() {
    directory.beforeWrite(
        write -> {
          if (write.id().value().equals("id-u2")) {
            stage.sql("UPDATE runs SET fence = fence + 1");
          }
        });

    assertThatThrownBy(() -> stage.carryOut(Action.RESET, "show"))
        .isInstanceOf(FencedException.class);

    // The windows that were under way, and no other.
    assertThat(directory.asked()).isBetween(1, 2 * Stage.WINDOW);
    assertThat(stage.shown).isEmpty();
  }

  @Test
  void whoBecameProtectedAfterThePlanIsSkipped() {
    try (Plan plan = stage.plan(Action.RESET, "show")) {
      directory.protect("u3");

      RunResult result = stage.carryOut(plan);

      assertThat(stage.item(result.run(), "u3").reason()).isEqualTo("protected");
      assertThat(directory.changes("u3")).isZero();
      accounted(result);
    }
  }

  @Test
  void whoIsGoneAfterThePlanIsSkipped() {
    try (Plan plan = stage.plan(Action.RESET, "show")) {
      directory.delete("u3");

      RunResult result = stage.carryOut(plan);

      assertThat(stage.item(result.run(), "u3").reason()).isEqualTo("stale");
      accounted(result);
    }
  }

  @Test
  void aPlanIsCarriedOutOnce() {
    try (Plan plan = stage.plan(Action.RESET, "show")) {
      stage.carryOut(plan);

      assertThatThrownBy(() -> stage.carryOut(plan))
          .isInstanceOf(RunFailure.class)
          .hasMessageContaining(plan.header().id());
      assertThat(directory.asked()).isEqualTo(ACCOUNTS);
    }
  }

  @Test
  void passwordsThatNobodyCouldReadAreShownAgain() {
    stage.readable = false;
    RunResult unread = stage.carryOut(Action.RESET, "show");

    assertThat(unread.ending()).isEqualTo(Ending.INTERRUPTED);
    Map<String, String> first = Map.copyOf(stage.shown);
    stage.readable = true;
    stage.shown.clear();

    allDone(stage.resume());
    assertThat(stage.shown).isEqualTo(first);
    assertThat(directory.asked()).isEqualTo(ACCOUNTS);
  }

  @Test
  void aMailIsOwedOnceForEachPassword() {
    directory.script("u3", Fault.WRITTEN_UNANSWERED);
    directory.script("u4", Fault.LOST);
    directory.script("u5", Fault.REJECTED);

    RunResult result = stage.carryOut(Action.RESET, "mail");

    List<Message> owed = stage.ledger.outbox().list(Optional.of(Message.State.OWED), 100);
    assertThat(owed).hasSize(ACCOUNTS - 1);
    assertThat(owed)
        .extracting(m -> m.content().recipient())
        .doesNotHaveDuplicates()
        .doesNotContain("u5@home.example");
    for (Message message : owed) {
      String login = message.content().values().getOrDefault("login", "");
      try (var password =
          stage.passwords.open(
              message.content().sealed(),
              result.run().id(),
              new org.keyturn.agent.account.AccountId("id-" + login))) {
        assertThat(directory.password(login)).isEqualTo(password.withChars(String::new));
      }
    }
  }

  @Test
  void aMessageAndItsOutcomeAreOneTransaction() {
    stage.sql(
        "CREATE TRIGGER broken BEFORE INSERT ON outbox WHEN NEW.recipient = 'u3@home.example'"
            + " BEGIN SELECT RAISE(ABORT, 'no'); END");

    assertThatThrownBy(() -> stage.carryOut(Action.RESET, "mail")).isNotNull();

    Run run = stage.ledger.runs().list(1).get(0);
    assertThat(stage.items(run)).extracting(Item::state).doesNotContain(Item.State.APPLIED);
    assertThat(stage.ledger.outbox().list(Optional.empty(), 100)).isEmpty();
    stage.sql("DROP TRIGGER broken");
    assertThat(stage.resume(run).tally().applied()).isEqualTo(ACCOUNTS);
    assertThat(stage.ledger.outbox().list(Optional.empty(), 100)).hasSize(ACCOUNTS);
    assertThat(directory.asked()).isEqualTo(ACCOUNTS);
  }

  @Test
  void whoHasNoAddressAnyMoreKeepsTheOldPassword() {
    try (Plan plan = stage.plan(Action.RESET, "mail")) {
      directory.forgetAddress("u3");

      RunResult result = stage.carryOut(plan);

      assertThat(stage.item(result.run(), "u3").reason()).isEqualTo("no-recovery-address");
      assertThat(directory.changes("u3")).isZero();
      accounted(result);
    }
  }

  @Test
  void whoLostTheirAddressWhileTheAnswerWasMissingIsReportedAsFailed() {
    directory.script("u3", Fault.WRITTEN_UNANSWERED);
    directory.beforeWrite(
        write -> {
          if (write.id().value().equals("id-u3")) {
            directory.forgetAddress("u3");
          }
        });

    RunResult result = stage.carryOut(Action.RESET, "mail");

    assertThat(stage.item(result.run(), "u3").state()).isEqualTo(Item.State.FAILED);
    assertThat(result.tally().failed()).isEqualTo(1);
    accounted(result);
  }

  @Test
  void aFlagWithoutAnAnswerIsSettledByItsState() {
    directory.script("u3", Fault.WRITTEN_UNANSWERED);
    directory.script("u4", Fault.LOST);

    RunResult result = stage.carryOut(Action.FORCE_CHANGE, "");

    assertThat(result.tally().applied()).isEqualTo(ACCOUNTS);
    assertThat(directory.changes("u3")).isEqualTo(1);
    assertThat(directory.changes("u4")).isEqualTo(1);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
