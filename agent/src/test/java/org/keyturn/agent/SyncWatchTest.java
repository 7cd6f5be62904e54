package org.keyturn.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.config.ConfigFile;
import org.keyturn.agent.directory.DirectoryLab;
import org.keyturn.agent.directory.RealServer;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.SyncPoint;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.run.Stop;

/** A watch, and what a pass makes of a crash, on servers that answer. */
@Timeout(120)
final class SyncWatchTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Brake.Limits LIMITS = new Brake.Limits(50, 100, "brake, test");

  @TempDir Path folder;

  private Agent agent(DirectoryLab lab, String policy) throws Exception {
    Path secret = Files.writeString(folder.resolve("bind.pw"), text(lab));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path config =
        Files.writeString(
            folder.resolve("keyturn.yaml"),
            """
            directories:
              corp:
                url: ldaps://127.0.0.1:%d
                trust: %s
                bind: {dn: "%s", password: {file: bind.pw}}
                accounts: {base: "%s", filter: "%s", login: %s, mail: mail}
                default-policy: "%s"
            password-policies:
              watched: {directory: corp, dn: "%s", members: {filter: "(description=watched)"}}
            store: {path: store}
            """
                .formatted(
                    lab.ldapsPort(),
                    lab.ca(),
                    lab.bindDn(),
                    lab.people(),
                    lab.accounts().filter(),
                    lab.accounts().login(),
                    lab.defaultPolicyDn().orElseThrow(),
                    policy));
    return new Agent(ConfigFile.load(config), Clock.systemUTC(), Holder.Kind.COMMAND);
  }

  private static String text(DirectoryLab lab) {
    return lab.bindPassword().withUtf8(bytes -> new String(bytes, UTF_8));
  }

  @Test
  void somebodyNewIsUnderTheirPolicyWithinFiveSecondsOnApacheDs() throws Exception {
    try (DirectoryLab lab = RealServer.APACHEDS.start()) {
      watch(lab);
    }
  }

  @Test
  void somebodyNewIsUnderTheirPolicyWithinFiveSecondsOnSlapd() throws Exception {
    try (DirectoryLab lab = RealServer.OPENLDAP.start()) {
      watch(lab);
    }
  }

  private void watch(DirectoryLab lab) throws Exception {
    String policy = lab.addPolicy("watched", Duration.ofDays(30), true);
    List<String> troubles = new CopyOnWriteArrayList<>();
    Stop stop = new Stop();
    try (Agent agent = agent(lab, policy)) {
      SyncRound round = new SyncRound(agent, Optional.empty(), LIMITS, "test", stop);
      Thread watch =
          new Thread(
              new SyncWatch(agent, "corp", round, stop, told -> {}, troubles::add)::run, "watch");
      watch.start();
      awaitPoint(agent);
      String dn = person(lab, "watched");
      Instant added = Instant.now();
      while (!isUnder(lab, dn, policy) && Instant.now().isBefore(added.plus(SOON))) {
        Thread.sleep(50);
      }
      assertThat(isUnder(lab, dn, policy)).as("troubles: " + troubles).isTrue();
      stop.ask();
      watch.join(20_000);
      assertThat(watch.isAlive()).isFalse();
      lab.delete(dn);
    }
    lab.deletePolicy(policy);
  }

  private static void awaitPoint(Agent agent) throws InterruptedException {
    while (agent.ledger().syncPoints().find("corp").isEmpty()) {
      Thread.sleep(50);
    }
  }

  private static String person(DirectoryLab lab, String name) throws LDAPException {
    String dn = lab.addPerson(lab.naming(name), name);
    lab.root().modify(dn, new Modification(ModificationType.REPLACE, "description", "watched"));
    return dn;
  }

  private static boolean isUnder(DirectoryLab lab, String dn, String policy) throws LDAPException {
    Entry entry = lab.raw(dn);
    return policy.equals(entry.getAttributeValue("pwdPolicySubentry"));
  }

  /** The process died when the accounts were written and before it said how far it was. */
  @Test
  void aCrashBeforeTheCookieIsSavedLosesNothing() throws Exception {
    try (DirectoryLab lab = RealServer.APACHEDS.start()) {
      String policy = lab.addPolicy("crash", Duration.ofDays(30), true);
      try (Agent agent = agent(lab, policy)) {
        SyncRound round = new SyncRound(agent, Optional.empty(), LIMITS, "test", new Stop());
        assertThat(round.carryOut(agent.directory("corp"), "").everybody()).contains("the first");
        SyncPoint before = agent.ledger().syncPoints().find("corp").orElseThrow();
        String one = person(lab, "one");
        String run = round.carryOut(agent.directory("corp"), "").run().orElseThrow();
        assertThat(agent.ledger().runs().counts(run))
            .singleElement()
            .satisfies(c -> assertThat(c.state()).isEqualTo(Item.State.APPLIED));
        agent.ledger().syncPoints().save("corp", before); // as if it had never been saved
        lab.root().modify(one, new Modification(ModificationType.REPLACE, "pwdPolicySubentry"));
        String two = person(lab, "two");
        SyncRound.Outcome again = round.carryOut(agent.directory("corp"), "");
        assertThat(again.everybody()).isEmpty();
        assertThat(isUnder(lab, one, policy)).isTrue();
        assertThat(isUnder(lab, two, policy)).isTrue();
        assertThat(round.carryOut(agent.directory("corp"), "").run()).isEmpty();
      }
    }
  }

  /** Left as it is, it is looked at again though nothing of it changes. */
  @Test
  void whatWasLeftOrIsUnderAnotherDeclarationIsLookedAtAgain() throws Exception {
    try (DirectoryLab lab = RealServer.APACHEDS.start()) {
      String policy = lab.addPolicy("pending", Duration.ofDays(30), true);
      try (Agent agent = agent(lab, policy)) {
        SyncRound strict =
            new SyncRound(
                agent, Optional.empty(), new Brake.Limits(0, 100, "t"), "test", new Stop());
        SyncRound round = new SyncRound(agent, Optional.empty(), LIMITS, "test", new Stop());
        round.carryOut(agent.directory("corp"), "");
        SyncPoint before = agent.ledger().syncPoints().find("corp").orElseThrow();
        person(lab, "held");
        assertThat(strict.carryOut(agent.directory("corp"), "").detail()).contains("brake");
        assertThat(agent.ledger().syncPoints().find("corp").orElseThrow().cookie())
            .isEqualTo(before.cookie());
        assertThat(round.carryOut(agent.directory("corp"), "").run()).isPresent();
        SyncPoint point = agent.ledger().syncPoints().find("corp").orElseThrow();
        agent
            .ledger()
            .syncPoints()
            .save(
                "corp",
                new SyncPoint("another", point.cookie(), point.groups(), Map.of(), point.fullAt()));
        assertThat(round.carryOut(agent.directory("corp"), "").everybody())
            .contains("the declaration changed");
        agent
            .ledger()
            .syncPoints()
            .save(
                "corp",
                new SyncPoint(
                    point.declaration(), "lost", point.groups(), Map.of(), point.fullAt()));
        assertThat(round.carryOut(agent.directory("corp"), "").everybody()).isPresent();
        agent
            .ledger()
            .syncPoints()
            .save(
                "corp",
                new SyncPoint(
                    point.declaration(),
                    point.cookie(),
                    point.groups(),
                    Map.of(),
                    point.fullAt().minus(Duration.ofHours(25))));
        assertThat(round.carryOut(agent.directory("corp"), "").everybody())
            .contains("the last was a day ago");
      }
    }
  }
}
