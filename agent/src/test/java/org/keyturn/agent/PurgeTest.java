package org.keyturn.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFReader;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.run.Gpg;
import org.keyturn.agent.run.RunResult;

/** Gone for good: only who was removed, only when their time is over, and sealed first. */
final class PurgeTest extends Leavers {

  private Agent present = agent;

  /** From here on it is some minutes later. */
  private void later() {
    present = agent;
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(3));
    agent = new Agent(present.config(), clock, Holder.Kind.COMMAND);
  }

  @AfterEach
  void now() {
    if (agent != present) {
      agent.close();
      agent = present;
    }
  }

  private static String removed(Duration kept) {
    String login = person();
    PlanOptions options = PlanOptions.remove(false, Optional.of(kept));
    assertRemoved(carryOut(plan(Action.REMOVE, options, AccountKey.Kind.LOGIN, login)));
    return login;
  }

  private static RunResult purge(String... names) {
    return carryOut(plan(Action.PURGE, PlanOptions.NONE, AccountKey.Kind.ANY, names));
  }

  private static Plan everybody() {
    return agent.plan(
        directory(),
        new PlanRequest(
            Optional.empty(),
            Action.PURGE,
            new Selection(
                List.of(), "test", Optional.empty(), List.of(), Optional.empty(), true, Set.of()),
            new Rule.Always(),
            PlanOptions.NONE,
            Optional.empty()));
  }

  private static Path sealed(Run run, AccountId id) {
    return folder.resolve("store/purged").resolve(run.id()).resolve(id.value() + ".ldif.pgp");
  }

  @Test
  void whoseTimeIsOverIsSealedAndDeletedAndComesBackByHandAlone() throws Exception {
    String login = person();
    Map<String, Set<String>> before = entry(at(login, "people"));
    PlanOptions kept = PlanOptions.remove(false, Optional.of(Duration.ofMinutes(1)));
    RunResult gone = carryOut(plan(Action.REMOVE, kept, AccountKey.Kind.LOGIN, login));
    assertRemoved(gone);
    AccountId id = item(gone).id();
    String longer = removed(Duration.ofDays(30));
    String always = person();
    assertRemoved(remove(always));
    try (Plan early = everybody()) {
      assertThat(early.header().selected()).isZero();
    }
    later();
    assertThat(purge(longer, always).tally().reasons()).containsOnlyKeys("kept");
    RunResult purged = carryOut(everybody());
    assertThat(admin.getEntry(at(login, "former"))).isNull();
    assertThat(admin.getEntry(at(longer, "former"))).isNotNull();
    assertThat(admin.getEntry(at(always, "former"))).isNotNull();
    Path file = sealed(purged.run(), id);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(agent.ledger().removals().steps("corp", id)).isEmpty();
    assertThat(agent.ledger().removals().find("corp", id).map(Removal::state))
        .contains(Removal.State.PURGED);
    assertThatThrownBy(() -> undo(purged.run())).hasMessageContaining("nothing takes that back");
    assertThat(
            item(carryOut(
                    plan(
                        Action.RESTORE,
                        PlanOptions.restore(false, true),
                        AccountKey.Kind.LOGIN,
                        login)))
                .reason())
        .isEqualTo("purged");
    comesBackFrom(file, login, before);
  }

  private static void comesBackFrom(Path file, String login, Map<String, Set<String>> before)
      throws Exception {
    String text;
    try (Gpg gpg = new Gpg(folder)) {
      Gpg.Said said = gpg.decrypt(file, folder.resolve("sheet.pw"));
      assertThat(said.exit()).as(said.err()).isZero();
      text = said.out();
    }
    assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("userpassword");
    try (LDIFReader reader = new LDIFReader(new BufferedReader(new StringReader(text)))) {
      LDIFChangeRecord change = reader.readChangeRecord();
      while (change != null) {
        change.processChange(admin);
        change = reader.readChangeRecord();
      }
    }
    Map<String, Set<String>> after = entry(at(login, "people"));
    for (String value : List.of("description", "jpegphoto", "mail", "cn", "objectclass")) {
      assertThat(after.get(value)).as(value).isEqualTo(before.get(value));
    }
    assertThat(members(group(login + "-one"), "member")).contains(at(login, "people"));
    assertThat(members(group(login + "-two"), "uniqueMember")).contains(at(login, "people"));
  }

  @Test
  void whoWasEnabledOrMovedSinceOrHasEntriesBelowIsLeftAlone() throws LDAPException {
    String enabled = removed(Duration.ofMinutes(1));
    String moved = removed(Duration.ofMinutes(1));
    String parent = removed(Duration.ofMinutes(1));
    admin.modify(
        at(enabled, "former"), new Modification(ModificationType.DELETE, "pwdAccountLockedTime"));
    admin.modifyDN(at(moved, "former"), "uid=" + moved, true, "ou=people," + server.suffix());
    admin.add("cn=phone," + at(parent, "former"), new Attribute("objectClass", "device"));
    later();
    assertThat(purge(enabled, moved).tally().reasons()).containsOnlyKeys("changed-since");
    assertThat(item(purge(parent)).reason()).isEqualTo("has-children");
    assertThat(admin.getEntry(at(parent, "former"))).isNotNull();
    assertThat(admin.getEntry(at(enabled, "former"))).isNotNull();
  }

  @Test
  void whatWasDeletedWhenTheProcessDiedIsRecorded() throws LDAPException {
    String login = removed(Duration.ofMinutes(1));
    later();
    Plan plan = plan(Action.PURGE, PlanOptions.NONE, AccountKey.Kind.ANY, login);
    Run run = killed(plan, 1, false);
    assertThat(admin.getEntry(at(login, "former"))).isNull();
    RunResult resumed = resume(run);
    assertThat(resumed.tally().alreadySo()).isEqualTo(1);
    assertThat(agent.ledger().removals().find("corp", item(resumed).id()).map(Removal::state))
        .contains(Removal.State.PURGED);
  }

  @Test
  void whoWasDeletedByHandIsRecordedOnceAndNotBeforeTheirTime() throws LDAPException {
    String login = removed(Duration.ofMinutes(1));
    String longer = removed(Duration.ofDays(30));
    admin.delete(at(login, "former"));
    admin.delete(at(longer, "former"));
    later();
    RunResult recorded = purge(login, longer);
    assertThat(recorded.tally().alreadySo()).isEqualTo(1);
    assertThat(recorded.tally().reasons()).containsOnlyKeys("already-so", "gone");
    try (Plan next = everybody()) {
      assertThat(next.header().selected()).isZero();
    }
    assertThat(item(purge(login)).reason()).isEqualTo("purged");
  }

  @Test
  void nobodyIsMeantByAFilter() {
    assertThatThrownBy(() -> purge())
        .hasMessageContaining("--all for everybody whose time is over");
  }
}
