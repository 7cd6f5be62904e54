package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.run.History.Applied;
import org.keyturn.agent.run.History.Author;
import org.keyturn.agent.run.History.Delivered;
import org.keyturn.agent.run.History.Ended;
import org.keyturn.agent.run.History.Fate;
import org.keyturn.agent.run.History.Now;
import org.keyturn.agent.run.History.Planned;
import org.keyturn.agent.run.History.Sent;

/** A right history passes; each wrong one is told for what is wrong with it. */
final class CheckerTest {

  private final History history = new History();

  @BeforeEach
  void oneResetOfOneAccount() {
    history.plans.put("r", new Planned("r", 1, 1, true));
    sent(5, 1, "p1", Fate.WRITTEN);
    history.applied.add(new Applied(5, "r", "a", Optional.of("p1")));
    history.delivered.add(new Delivered(8, "r", "a", "p1", "mail"));
    history.people.add(new Now("a", "p1", Author.AGENT));
    ended(true, Item.State.APPLIED);
  }

  private void sent(long step, int process, String password, Fate fate) {
    history.sent.add(new Sent(step, "r", process, process, "a", Optional.of(password), fate));
  }

  private void ended(boolean done, Item.State state) {
    Item item =
        new Item(
            0,
            new AccountId("a"),
            "uid=a",
            "a",
            "",
            EntryVersion.of(Map.of()),
            state,
            "",
            "",
            1,
            Optional.empty());
    history.runs.put("r", new Ended("r", done, List.of(item)));
  }

  private void broken(String... promises) {
    assertThat(Checker.problems(history))
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsOnly(promises);
  }

  @Test
  void aRightHistoryPasses() {
    assertThat(Checker.problems(history)).isEmpty();
  }

  @Test
  void anAccountWithoutAnOutcome() {
    ended(false, Item.State.UNKNOWN);
    broken("accounted", "as recorded");
  }

  @Test
  void anAccountTooFew() {
    history.plans.put("r", new Planned("r", 1, 2, true));
    broken("accounted");
  }

  @Test
  void aPasswordThatNobodyCanRead() {
    history.delivered.clear();
    broken("learnable");
  }

  @Test
  void twoMailsWithDifferentPasswords() {
    history.delivered.add(new Delivered(9, "r", "a", "p2", "mail"));
    broken("one password");
  }

  @Test
  void theSameMailTwiceIsRight() {
    history.delivered.add(new Delivered(9, "r", "a", "p1", "mail"));
    assertThat(Checker.problems(history)).isEmpty();
  }

  @Test
  void somebodysOwnChangeWrittenOver() {
    history.ownChanges.put("a", List.of(3L));
    broken("own change wins");
  }

  @Test
  void aWriteSentTwiceForNoReason() {
    sent(6, 1, "p1", Fate.STALE);
    broken("written once");
  }

  @Test
  void aWriteSentAgainByTheNextProcessIsRight() {
    sent(6, 2, "p1", Fate.STALE);
    assertThat(Checker.problems(history)).isEmpty();
  }

  @Test
  void aWriteSentAgainWithAnotherPassword() {
    sent(6, 2, "p2", Fate.STALE);
    broken("written once");
  }

  @Test
  void somebodyUntouchable() {
    history.untouchable.add("a");
    broken("untouchable");
  }

  @Test
  void anAccountThatIsCalledSkippedAndWasWritten() {
    ended(true, Item.State.SKIPPED);
    broken("as recorded");
  }

  @Test
  void moreRefusalsInARowThanTheBrakeAllows() {
    history.refusalsInARow = 1;
    for (String account : List.of("b", "c")) {
      history.sent.add(new Sent(7, "r", 1, 1, account, Optional.of("p"), Fate.REJECTED));
    }
    broken("bounded");
  }
}
