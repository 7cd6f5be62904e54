package org.keyturn.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.run.RunResult;

/** Leaving and coming back against a directory that answers: the whole way, and from every step. */
final class RemovalTest extends Leavers {

  @Test
  void somebodyLeavesAndComesBackByteForByteButForThePassword() throws LDAPException {
    String login = person();
    Map<String, Set<String>> before = entry(at(login, "people"));
    RunResult removed = remove(login);
    assertRemoved(removed);
    assertGone(login);
    RunResult back = undo(removed.run());
    assertRemoved(back);
    assertBack(login, before);
    assertThat(undo(removed.run()).tally().reasons()).containsOnlyKeys("already-as-before");
    assertThatThrownBy(() -> undo(back.run())).hasMessageContaining("keyturn remove USER");
  }

  @Test
  void whoWasDisabledBeforeIsDisabledWhenTheyAreBack() throws LDAPException {
    String login = person();
    carryOut(plan(Action.DISABLE, login));
    RunResult removed = remove(login);
    assertRemoved(removed);
    assertRemoved(undo(removed.run()));
    assertThat(admin.getEntry(at(login, "people"), "+").getAttributeValue("pwdAccountLockedTime"))
        .isEqualTo("000001010000Z");
  }

  @Test
  void aTakenNameIsSaidBeforeAnythingIsDone() throws LDAPException {
    String login = person();
    Map<String, Set<String>> before = entry(at(login, "people"));
    take(at(login, "former"), login);
    RunResult refused = remove(login);
    assertThat(refused.tally().reasons()).containsOnlyKeys("name-taken");
    assertThat(entry(at(login, "people"))).isEqualTo(before);
    assertThat(signIn(at(login, "people"), PASSWORD)).isEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void whoCannotComeBackWholeStaysWithTheReason() throws LDAPException {
    String login = person();
    RunResult removed = remove(login);
    take(at(login, "people"), login);
    RunResult taken = undo(removed.run());
    assertThat(item(taken).reason()).isEqualTo("not-undoable");
    assertThat(item(taken).detail()).startsWith("the name is taken: uid=" + login);
    admin.delete(at(login, "people"));
    admin.delete(group(login + "-two"));
    RunResult gone = undo(removed.run());
    assertThat(item(gone).detail())
        .contains("the group cn=" + login + "-two")
        .contains("not exist");
    assertThat(admin.getEntry(at(login, "former"))).isNotNull();
  }

  @Test
  void theLastMemberOfAGroupLeavesAllTheSameAndItIsSaid() throws LDAPException {
    String login = person();
    admin.modify(
        group(login + "-one"),
        new Modification(ModificationType.DELETE, "member", server.adminDn()));
    RunResult removed = remove(login);
    assertThat(removed.tally().reasons()).containsOnlyKeys("last-member");
    assertThat(item(removed).detail()).contains(group(login + "-one"));
    assertThat(admin.getEntry(at(login, "former"))).isNotNull();
    assertRemoved(undo(removed.run()));
    assertThat(admin.getEntry(at(login, "people"))).isNotNull();
  }

  @Test
  void aSecondRemovalOfSomebodyHalfRemovedKnowsAllOfThem() throws LDAPException {
    String login = person();
    Map<String, Set<String>> before = entry(at(login, "people"));
    Run half = killedAt(login, 9, false);
    giveUp(half);
    assertThat(agent.ledger().runs().counts(half.id()))
        .containsExactly(new Runs.Count(Item.State.FAILED, "given-up", 1));
    RunResult whole = remove(login);
    assertRemoved(whole);
    assertGone(login);
    assertRemoved(undo(whole.run()));
    assertBack(login, before);
  }

  @Test
  void whoIsHalfRemovedAndGivenUpComesBack() throws LDAPException {
    String login = person();
    Map<String, Set<String>> before = entry(at(login, "people"));
    Run half = killedAt(login, 8, true);
    giveUp(half);
    assertRemoved(undo(agent.ledger().runs().find(half.id()).orElseThrow()));
    assertBack(login, before);
  }

  /** The ledger's entries are the intent and the outcome of each step in turn, after the first. */
  private static boolean isIntent(int entry) {
    return entry % 2 == 0;
  }

  /** Killed between intent and write, and between write and outcome; and resumed. */
  @Test
  void aRemovalIsResumedFromEveryStep() throws LDAPException {
    int kills = 0;
    while (true) {
      String login = person();
      Map<String, Set<String>> before = entry(at(login, "people"));
      Run run = killedAt(login, kills + 1, isIntent(kills + 1));
      if (run.state() == Run.State.DONE) {
        break;
      }
      kills++;
      RunResult resumed = resume(run);
      assertRemoved(resumed);
      assertGone(login);
      if (kills % 4 == 0) {
        assertRemoved(undo(resumed.run()));
        assertBack(login, before);
      }
    }
    assertThat(kills).isEqualTo(1 + 2 * 7 + 1);
  }

  @Test
  void theWayBackIsResumedAsWell() throws LDAPException {
    for (int kill : new int[] {2, 5, 8, 13}) {
      String login = person();
      Map<String, Set<String>> before = entry(at(login, "people"));
      Run removed = remove(login).run();
      Run run = killed(agent.undo(directory()).plan(removed, Optional.empty()), kill, kill > 6);
      assertThat(run.state()).isEqualTo(Run.State.OPEN);
      assertRemoved(resume(run));
      assertBack(login, before);
    }
  }

  /** The entry forgets who it was, by {@code removal.clear}; and the process dies on the way. */
  @Test
  void theManagerIsToldOnceAndInNobodysPlaceSomebodyElse() throws LDAPException {
    String manager = person();
    String login = person();
    admin.modify(
        at(login, "people"),
        new Modification(ModificationType.ADD, "manager", at(manager, "people")));
    PlanOptions telling = PlanOptions.remove(true, Optional.empty());
    Run run = killed(plan(Action.REMOVE, telling, AccountKey.Kind.LOGIN, login), 12, true);
    assertThat(agent.ledger().outbox().about(login, 5)).isEmpty();
    assertRemoved(resume(run));
    assertThat(agent.ledger().outbox().about(login, 5))
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.content().kind()).isEqualTo("account-removed");
              assertThat(m.content().recipient()).isEqualTo(manager + "@example.com");
            });
    assertRemoved(carryOut(plan(Action.REMOVE, telling, AccountKey.Kind.LOGIN, manager)));
    assertThat(agent.ledger().outbox().about(manager, 5)).as("nobody is named").isEmpty();
  }

  @Test
  void whoIsRemovedIsOnRecordUntilTheyAreBack() {
    String login = person();
    RunResult removed = remove(login);
    List<String> gone = new ArrayList<>();
    agent.ledger().removals().removed("corp", r -> gone.add(r.login()));
    assertThat(gone).contains(login);
    undo(removed.run());
    Removals removals = agent.ledger().removals();
    assertThat(removals.find("corp", item(removed).id()).map(Removal::state))
        .contains(Removal.State.RESTORED);
  }
}
