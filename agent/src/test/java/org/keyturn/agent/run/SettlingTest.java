package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.run.FakeDirectory.Fault;
import org.keyturn.agent.run.RunResult.Ending;

/** What the simulator found, each as a plain case. */
final class SettlingTest {

  @TempDir Path folder;
  private Stage stage;
  private FakeDirectory directory;

  @BeforeEach
  void open() {
    stage = new Stage(folder.resolve("store"), 4);
    directory = stage.directory;
  }

  @AfterEach
  void close() {
    stage.close();
  }

  /** Seed 8: it was sent again and again, for ever. */
  @Test
  void anEntryThatMovedAfterALostWriteIsStale() {
    directory.script("u3", Fault.LOST);
    directory.beforeWrite(
        write -> {
          if (write.id().value().equals("id-u3")) {
            directory.rename("u3", "moved");
          }
        });

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(result.ending()).isEqualTo(Ending.DONE);
    assertThat(stage.item(result.run(), "u3").reason()).isEqualTo("stale");
    assertThat(directory.arrived("u3")).hasSize(2);
  }

  /** Seed 150: it was called failed, and its password destroyed. */
  @Test
  void aWriteThatIsRefusedAfterTheLostOneArrivedIsApplied() {
    directory.script("u3", Fault.LATE, Fault.REJECTED);

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(stage.item(result.run(), "u3").state()).isEqualTo(Item.State.APPLIED);
    assertThat(stage.shown).containsEntry("u3", directory.password("u3"));
  }

  /** The same, where the history rule is what refuses it: no other password is made. */
  @Test
  void aPasswordThatIsInTheHistoryBecauseTheLostWriteArrivedIsKept() {
    directory.script("u3", Fault.LATE, Fault.PASSWORD_REFUSED);

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(stage.item(result.run(), "u3").state()).isEqualTo(Item.State.APPLIED);
    assertThat(stage.shown).containsEntry("u3", directory.password("u3"));
  }

  /** Seed 206: the clock was set back between two runs, and the second called itself the first. */
  @Test
  void aRunBeforeThisOneByAClockThatWasSetBackSinceIsNotTakenForALaterOne() {
    Run first = stage.carryOut(Action.RESET, "show").run();
    stage.sql("UPDATE items SET at = at + 3600000000 WHERE run = '" + first.id() + "'");
    directory.script("u3", Fault.WRITTEN_UNANSWERED);

    RunResult second = stage.carryOut(Action.RESET, "show");

    assertThat(stage.item(second.run(), "u3").state()).isEqualTo(Item.State.APPLIED);
    assertThat(stage.shown).containsEntry("u3", directory.password("u3"));
    assertThat(directory.signIns()).as("the ledger tells it").isZero();
  }

  /** And the other way: what a run did later has an earlier time. */
  @Test
  void aRunAfterThisOneByAClockThatWasSetBackSinceIsSeen() {
    Run first = leftBehindByALaterRun();

    RunResult resumed = stage.resume(first);

    assertThat(resumed.ending()).isEqualTo(Ending.DONE);
    assertThat(stage.item(first, "u3").state()).isEqualTo(Item.State.SKIPPED);
    assertThat(stage.shown).doesNotContainKey("u3");
  }

  /** Whoever is locked out is refused with the right password too. */
  @Test
  void whatASignInDoesNotTellStaysUnknownAndKeepsItsPassword() {
    Run first = leftBehindByALaterRun();
    directory.answerSignIns(Optional.of(SignInResult.Kind.LOCKED));

    RunResult untold = stage.resume(first);

    assertThat(untold.ending()).isEqualTo(Ending.UNREACHABLE);
    assertThat(stage.item(first, "u3").state()).isEqualTo(Item.State.UNKNOWN);
    assertThat(stage.ledger.runs().sealed(first.id(), stage.item(first, "u3").seq())).isPresent();

    directory.answerSignIns(Optional.empty());

    assertThat(stage.resume(first).ending()).isEqualTo(Ending.DONE);
    assertThat(stage.item(first, "u3").reason()).isEqualTo("stale");
  }

  /** Seed 334: the flag of another run made the entry look as if this one had written it. */
  @Test
  void anOwnChangeThatAnotherRunHidesUnderAFlagIsNotTakenForOurs() {
    directory.script("u3", Fault.LOST);
    directory.clueless(true);
    Run first = stage.carryOut(Action.RESET, "show").run();
    directory.clueless(false);
    assertThat(stage.runner().settleUnfinished()).hasSize(1);
    directory.ownChange("u3", "my own");
    assertThat(stage.carryOut(Action.FORCE_CHANGE, "").ending()).isEqualTo(Ending.DONE);

    RunResult resumed = stage.resume(first);

    assertThat(resumed.ending()).isEqualTo(Ending.DONE);
    assertThat(stage.item(first, "u3").reason()).isEqualTo("user-changed");
    assertThat(stage.shown).doesNotContainKey("u3");
  }

  /** The repetition was answered, and what became of the first one cannot be told: not the end. */
  @Test
  void aRunWaitsWhereTheLookAfterARefusedRepetitionTellsNothing() {
    directory.script("u3", Fault.LATE);
    directory.beforeWrite(
        write -> {
          if (directory.arrived("u3").size() == 1 && write.id().value().equals("id-u3")) {
            directory.clueless(true);
          }
        });

    RunResult untold = stage.carryOut(Action.RESET, "show");

    assertThat(untold.ending()).isEqualTo(Ending.UNREACHABLE);
    assertThat(stage.item(untold.run(), "u3").state()).isEqualTo(Item.State.UNKNOWN);

    directory.clueless(false);

    assertThat(stage.resume(untold.run()).ending()).isEqualTo(Ending.DONE);
    assertThat(stage.shown).containsEntry("u3", directory.password("u3"));
  }

  /** Seed 642: the directory was away after its refusal, and got the same write once more. */
  @Test
  void whatWasRefusedIsNotSentAgainBecauseNobodyCouldTellOfTheAttemptBefore() {
    directory.script("u3", Fault.LOST, Fault.REJECTED);
    directory.beforeWrite(
        write -> {
          if (directory.arrived("u3").size() == 1 && write.id().value().equals("id-u3")) {
            directory.cluelessFor(1);
          }
        });

    RunResult result = stage.carryOut(Action.RESET, "show");

    assertThat(result.ending()).isEqualTo(Ending.DONE);
    assertThat(stage.waits).hasSize(2);
    assertThat(stage.item(result.run(), "u3").reason()).isEqualTo("insufficient-access");
    assertThat(directory.arrived("u3")).hasSize(2);
  }

  /** Seed 1657: it was called failed for want of an address. */
  @Test
  void whoIsDeletedWhileTheirWriteIsLookedForIsGone() {
    directory.script("u3", Fault.WRITTEN_UNANSWERED);
    directory.afterLook(() -> directory.delete("u3"));

    RunResult result = stage.carryOut(Action.RESET, "mail");

    assertThat(stage.item(result.run(), "u3").state()).isEqualTo(Item.State.SKIPPED);
    assertThat(stage.item(result.run(), "u3").reason()).isEqualTo("gone");
  }

  /** Seeds 647 and 1291: both runs said that they had written it, so each could be undone. */
  @Test
  void aFlagIsItsRunsAndNotThatOfARunWhoseWriteWasLost() {
    directory.script("u3", Fault.LOST);
    directory.clueless(true);
    Run first = stage.carryOut(Action.FORCE_CHANGE, "").run();
    directory.clueless(false);
    assertThat(stage.runner().settleUnfinished()).hasSize(1);
    Run second = stage.carryOut(Action.FORCE_CHANGE, "").run();
    assertThat(stage.item(second, "u3").state()).isEqualTo(Item.State.APPLIED);

    assertThat(stage.resume(first).ending()).isEqualTo(Ending.DONE);

    assertThat(stage.item(first, "u3").state()).isEqualTo(Item.State.ALREADY_SO);
    assertThat(stage.item(first, "u3").detail()).contains(second.id());
  }

  /** Seed 1173: it was parked as another run's, and the password that it had by then destroyed. */
  @Test
  void whoHasAnEarlierAttemptAndIsClaimedByAnotherRunWaitsForIt() {
    onlyOneAccount(); // nobody is overtaken
    directory.script("u0", Fault.LATE);
    directory.cluelessFor(100);
    Run first = stage.carryOut(Action.RESET, "show").run();
    directory.cluelessFor(0);
    assertThat(stage.runner().settleUnfinished()).as("lost, as it seems").hasSize(1);
    directory.script("u0", Fault.LOST, Fault.REJECTED);
    directory.clueless(true);
    Run second = stage.carryOut(Action.RESET, "show").run();
    assertThat(stage.item(second, "u0").state()).isEqualTo(Item.State.UNKNOWN);

    RunResult held = stage.resume(first);

    assertThat(held.ending()).isEqualTo(Ending.UNREACHABLE);
    assertThat(held.detail()).isEqualTo("another run is working on u0");
    assertThat(stage.item(first, "u0").state()).isEqualTo(Item.State.PLANNED);

    directory.clueless(false);
    assertThat(stage.resume(second).ending()).isEqualTo(Ending.DONE);
    assertThat(stage.item(second, "u0").state()).isEqualTo(Item.State.FAILED);
    stage.shown.clear();
    assertThat(stage.resume(first).ending()).isEqualTo(Ending.DONE);
    assertThat(stage.item(first, "u0").state()).isEqualTo(Item.State.APPLIED);
    assertThat(stage.shown).containsEntry("u0", directory.password("u0"));
  }

  private void onlyOneAccount() {
    stage.close();
    stage = new Stage(folder.resolve("one"), 1);
    directory = stage.directory;
  }

  /** A run whose write was lost, and was sent by nobody before another run wrote. */
  private Run leftBehindByALaterRun() {
    directory.script("u3", Fault.LOST);
    directory.clueless(true);
    Run first = stage.carryOut(Action.RESET, "show").run();
    directory.clueless(false);
    assertThat(stage.runner().settleUnfinished()).hasSize(1);
    Run second = stage.carryOut(Action.RESET, "show").run();
    stage.sql("UPDATE items SET at = at - 3600000000 WHERE run = '" + second.id() + "'");
    stage.shown.clear();
    return first;
  }
}
