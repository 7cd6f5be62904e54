package org.keyturn.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tickets;
import org.keyturn.agent.notify.Messages;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.SelectionException;
import org.keyturn.agent.run.RunResult;

/** Coming back one by one, whichever run it was that removed them. */
final class RestoreTest extends Leavers {

  private static final PlanOptions WHOLE = PlanOptions.restore(false, false);
  private static final PlanOptions PARTIAL = PlanOptions.restore(false, true);
  private static final PlanOptions LINK = PlanOptions.restore(true, false);

  private static RunResult restore(PlanOptions options, String... names) {
    return carryOut(plan(Action.RESTORE, options, AccountKey.Kind.ANY, names));
  }

  @Test
  void theyAreFoundByLoginMailFormerDnPresentDnAndId() throws LDAPException {
    List<String> logins = List.of(person(), person(), person(), person(), person());
    Map<String, Set<String>> first = entry(at(logins.get(0), "people"));
    Map<String, Set<String>> last = entry(at(logins.get(4), "people"));
    assertRemoved(remove(logins.get(0)));
    RunResult others = remove(logins.subList(1, 5).toArray(String[]::new));
    assertThat(others.tally().applied()).isEqualTo(4);
    String id = entryId(logins.get(4));
    RunResult back =
        restore(
            WHOLE,
            logins.get(0).toUpperCase(Locale.ROOT),
            logins.get(1) + "@example.com",
            at(logins.get(2), "people").replace(",", ", "),
            at(logins.get(3), "former"),
            id);
    assertThat(back.tally().applied()).isEqualTo(5);
    assertBack(logins.get(0), first);
    assertBack(logins.get(4), last);
    assertThat(restore(WHOLE, logins.get(0)).tally().reasons()).containsOnlyKeys("already-back");
    assertThatThrownBy(() -> undo(back.run())).hasMessageContaining("keyturn remove USER");
  }

  private static String entryId(String login) {
    String[] id = new String[1];
    agent
        .ledger()
        .removals()
        .removed("corp", r -> id[0] = r.login().equals(login) ? r.id().value() : id[0]);
    return id[0];
  }

  @Test
  void whoWasNeverRemovedAndWhomTwoAnswerToIsSaidBeforeAnythingIsDone() throws LDAPException {
    String login = person();
    String dn = at(login, "people");
    assertThatThrownBy(() -> restore(WHOLE, login, "nobody"))
        .isInstanceOf(SelectionException.class)
        .hasMessageContaining("\"" + login + "\": nobody of that name was removed from corp")
        .hasMessageContaining("\"nobody\": nobody")
        .hasMessageContaining("keyturn users --state removed");
    assertRemoved(remove(login));
    String other = person();
    admin.modify(
        at(other, "people"),
        new Modification(ModificationType.REPLACE, "mail", login + "@example.com"));
    assertRemoved(remove(other));
    assertThatThrownBy(() -> restore(WHOLE, login + "@example.com"))
        .hasMessageContaining("2 who were removed answer to it");
    assertThat(restore(WHOLE, dn).tally().applied()).isEqualTo(1);
    assertThat(restore(WHOLE, login + "@example.com").tally().applied())
        .as("of the two, the one who is still gone")
        .isEqualTo(1);
  }

  @Test
  void aTakenNameAndAParentThatIsGoneAreRefusedAlsoInPart() throws LDAPException {
    String login = person();
    assertRemoved(remove(login));
    take(at(login, "people"), login);
    for (PlanOptions options : List.of(WHOLE, PARTIAL)) {
      Item taken = item(restore(options, login));
      assertThat(taken.reason()).isEqualTo("not-restorable");
      assertThat(taken.detail()).startsWith("the name is taken: uid=" + login);
    }
    assertThat(admin.getEntry(at(login, "former"))).isNotNull();
    admin.delete(at(login, "people"));
    assertThat(restore(WHOLE, login).tally().applied()).isEqualTo(1);
    String team = "ou=team,ou=people," + server.suffix();
    admin.add(team, new Attribute("objectClass", "organizationalUnit"));
    String member = "member" + login;
    server.load(
        "dn: uid=%s,%s\nobjectClass: inetOrgPerson\nuid: %s\ncn: M\nsn: M\nuserPassword: %s\n"
            .formatted(member, team, member, PASSWORD));
    assertRemoved(remove(member));
    admin.delete(team);
    assertThat(item(restore(PARTIAL, member)).detail())
        .isEqualTo(team + " does not exist any more");
    assertThat(admin.getEntry(at(member, "former"))).isNotNull();
  }

  @Test
  void aGroupThatIsGoneIsRefusedAndDoneWithoutInPart() throws LDAPException {
    String login = person();
    Map<String, Set<String>> before = entry(at(login, "people"));
    assertRemoved(remove(login));
    admin.delete(group(login + "-two"));
    Item refused = item(restore(WHOLE, login));
    assertThat(refused.detail())
        .isEqualTo("the group " + group(login + "-two") + " does not exist any more");
    assertThat(admin.getEntry(at(login, "former"))).isNotNull();
    assertThat(members(group(login + "-one"), "member")).containsExactly(server.adminDn());
    RunResult back = restore(PARTIAL, login);
    assertRemoved(back);
    assertThat(item(back).why()).contains("1 group").contains(group(login + "-two"));
    assertThat(item(back).detail()).isEqualTo("without the group " + group(login + "-two"));
    assertThat(entry(at(login, "people"))).isEqualTo(before);
    assertThat(members(group(login + "-one"), "member")).contains(at(login, "people"));
    assertRemoved(remove(login));
    assertRemoved(restore(WHOLE, login));
  }

  @Test
  void aRestoreIsResumedFromWhereverItWasKilled() throws LDAPException {
    int last = 2 * 7 + 1; // on record as back, and without an outcome
    for (int kill : new int[] {1, 4, 7, 12, last}) {
      String login = person();
      assertRemoved(remove(login));
      admin.delete(group(login + "-one"));
      boolean after = kill % 2 == 0 || kill == last;
      Run run = killed(plan(Action.RESTORE, PARTIAL, AccountKey.Kind.LOGIN, login), kill, after);
      assertThat(run.state()).as("killed at %d", kill).isEqualTo(Run.State.OPEN);
      RunResult resumed = resume(run);
      assertRemoved(resumed);
      assertThat(item(resumed).detail()).contains(group(login + "-one"));
      assertThat(members(group(login + "-two"), "uniqueMember")).contains(at(login, "people"));
    }
  }

  @Test
  void whoIsBackIsMailedALinkAndWhoWasDisabledIsNot() throws LDAPException {
    String login = person();
    String idle = person();
    carryOut(plan(Action.DISABLE, idle));
    assertThat(remove(login, idle).tally().applied()).isEqualTo(2);
    RunResult back = restore(LINK, login, idle);
    assertThat(back.tally().applied()).isEqualTo(2);
    List<Message> mailed = agent.ledger().outbox().about(login, 5);
    assertThat(mailed)
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.content().kind()).isEqualTo("account-restored");
              assertThat(m.content().recipient()).isEqualTo(login + "@example.com");
              String ticket = Messages.ticket(m.content());
              assertThat(agent.ledger().tickets().attempt(ticket, "a browser", t -> true))
                  .isInstanceOfSatisfying(
                      Tickets.Attempt.Right.class,
                      right -> assertThat(right.ticket().login()).isEqualTo(login));
            });
    assertThat(agent.ledger().outbox().about(idle, 5)).isEmpty();
    assertThat(admin.getEntry(at(idle, "people"), "+").hasAttribute("pwdAccountLockedTime"))
        .isTrue();
  }

  @Test
  void whoIsHalfRemovedComesBackAndWhoWasDeletedDoesNot() throws LDAPException {
    String login = person();
    Map<String, Set<String>> before = entry(at(login, "people"));
    Run half = killedAt(login, 9, false);
    giveUp(half);
    assertRemoved(restore(WHOLE, login));
    assertBack(login, before);
    String deleted = person();
    assertRemoved(remove(deleted));
    admin.delete(at(deleted, "former"));
    assertThat(item(restore(WHOLE, deleted)).reason()).isEqualTo("gone");
  }
}
