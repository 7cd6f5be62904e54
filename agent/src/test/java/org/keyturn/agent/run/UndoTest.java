package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.UndoPlanner;
import org.keyturn.agent.run.FakeDirectory.Fault;
import org.keyturn.agent.run.RunResult.Ending;

/** A run is taken back by another run. */
final class UndoTest {

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

  private Plan plan(Run run) throws IOException {
    Path spool = Files.createDirectories(folder.resolve("undo"));
    return new Undo(stage.ledger.runs(), new UndoPlanner(directory, Clock.systemUTC(), spool))
        .plan(run, Optional.empty());
  }

  private RunResult undo(Run run) throws IOException {
    try (Plan plan = plan(run)) {
      return stage.carryOut(plan);
    }
  }

  @Test
  void everyAccountOfTheRunGoesBack() throws IOException {
    Run run = stage.carryOut(Action.FORCE_CHANGE, "").run();
    RunResult undone = undo(run);
    assertThat(undone.run().action()).isEqualTo(Action.UNDO);
    assertThat(undone.run().options().undoes()).contains(run.id());
    assertThat(undone.tally().applied()).isEqualTo(ACCOUNTS);
  }

  @Test
  void aSecondUndoFindsNothingToDo() throws IOException {
    Run run = stage.carryOut(Action.FORCE_CHANGE, "").run();
    undo(run);
    int asked = directory.asked();
    RunResult again = undo(run);
    assertThat(again.tally().reasons()).containsOnlyKeys("already-undone");
    assertThat(again.tally().alreadySo()).isEqualTo(ACCOUNTS);
    assertThat(directory.asked()).isEqualTo(asked);
  }

  @Test
  void anUndoIsTakenBackAsWell() throws IOException {
    Run run = stage.carryOut(Action.FORCE_CHANGE, "").run();
    RunResult redone = undo(undo(run).run());
    assertThat(redone.tally().applied()).isEqualTo(ACCOUNTS);
  }

  @Test
  void whoChangedSinceIsLeftAlone() throws IOException {
    Run run = stage.carryOut(Action.FORCE_CHANGE, "").run();
    directory.ownChange("u3", "mine");
    RunResult undone = undo(run);
    assertThat(undone.tally().applied()).isEqualTo(ACCOUNTS - 1);
    Item item = stage.item(undone.run(), "u3");
    assertThat(item.state()).isEqualTo(Item.State.SKIPPED);
    assertThat(item.reason()).isEqualTo("changed-since");
    assertThat(item.detail()).isEqualTo("entryCSN");
  }

  @Test
  void whoChangesWhileItIsCarriedOutIsLeftAlone() throws IOException {
    Run run = stage.carryOut(Action.FORCE_CHANGE, "").run();
    try (Plan plan = plan(run)) {
      directory.ownChange("u3", "mine");
      RunResult undone = stage.carryOut(plan);
      assertThat(undone.tally().applied()).isEqualTo(ACCOUNTS - 1);
      assertThat(stage.item(undone.run(), "u3").reason()).isEqualTo("stale");
    }
  }

  @Test
  void whatAnotherRunDidSinceStands() throws IOException {
    Run run = stage.carryOut(Action.FORCE_CHANGE, "").run();
    Run later = stage.carryOut(Action.FORCE_CHANGE_OFF, "").run();
    RunResult undone = undo(run);
    assertThat(undone.tally().reasons()).containsOnlyKeys("changed-since");
    assertThat(stage.item(undone.run(), "u0").detail())
        .contains(later.id())
        .contains("force-change-off");
  }

  @Test
  void passwordsAreListedAndNothingIsWritten() throws IOException {
    Run run = stage.carryOut(Action.RESET, "show").run();
    int asked = directory.asked();
    RunResult undone = undo(run);
    assertThat(undone.tally().skipped()).isEqualTo(ACCOUNTS);
    assertThat(undone.tally().reasons()).containsOnlyKeys("not-undoable");
    assertThat(directory.asked()).isEqualTo(asked);
  }

  @Test
  void theProtectedStayUntouched() throws IOException {
    Run run = stage.carryOut(Action.FORCE_CHANGE, "").run();
    directory.protect("u3");
    assertThat(undo(run).tally().reasons()).containsOnlyKeys("protected");
  }

  @Test
  void aRunThatIsNotFinishedIsRefused() {
    directory.scriptAll(Fault.REJECTED);
    RunResult braked = stage.carryOut(Action.FORCE_CHANGE, "");
    assertThat(braked.ending()).isEqualTo(Ending.BRAKE);
    assertThatThrownBy(() -> plan(braked.run()))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("is not finished")
        .hasMessageContaining("keyturn resume " + braked.run().id());
  }

  @Test
  void aRunThatChangedNobodyIsRefused() {
    stage.carryOut(Action.FORCE_CHANGE, "");
    Run second = stage.carryOut(Action.FORCE_CHANGE, "").run();
    assertThatThrownBy(() -> plan(second))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("nothing to undo");
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITTEN_UNANSWERED", "LOST", "LATE"})
  void anAnswerThatIsLostIsSettledAsForEveryWrite(Fault fault) throws IOException {
    Run run = stage.carryOut(Action.FORCE_CHANGE, "").run();
    directory.script("u3", fault);
    RunResult undone = undo(run);
    assertThat(undone.ending()).isEqualTo(Ending.DONE);
    assertThat(undone.tally().applied()).isEqualTo(ACCOUNTS);
    assertThat(directory.changes("u3")).as("there and back, once").isEqualTo(2);
    assertThat(stage.item(undone.run(), "u3").after()).isPresent();
  }
}
