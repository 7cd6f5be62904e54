package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.run.FakeDirectory.Fault;
import org.keyturn.agent.run.RunResult.Ending;

/** What ends a run before its accounts do, and what is let end with it. */
final class RunnerStopsTest extends RunnerCase {

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

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
