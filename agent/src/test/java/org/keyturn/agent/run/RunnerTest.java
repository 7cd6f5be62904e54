package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.FencedException;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.run.FakeDirectory.Fault;
import org.keyturn.agent.run.RunResult.Ending;

/** What a run makes of its accounts, and owes them. */
final class RunnerTest extends RunnerCase {

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
}
