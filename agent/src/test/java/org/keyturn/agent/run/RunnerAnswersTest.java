package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.run.FakeDirectory.Fault;
import org.keyturn.agent.run.RunResult.Ending;

/** What a run makes of everything that a directory can answer to a write. */
final class RunnerAnswersTest extends RunnerCase {

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
}
