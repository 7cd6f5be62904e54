package org.keyturn.agent.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.Run;
import org.keyturn.embedded.EmbeddedLdapServer;

/** Acts on people who have accounts in two directories. */
final class LinkedActsTest {

  @TempDir static Path folder;

  static EmbeddedLdapServer cloud = nothing();
  static Bureau office = unset();

  @SuppressWarnings("NullAway") // until it is up
  private static Bureau unset() {
    return null;
  }

  @SuppressWarnings("NullAway") // until it is up
  private static EmbeddedLdapServer nothing() {
    return null;
  }

  @BeforeAll
  static void start() throws IOException {
    cloud = EmbeddedLdapServer.builder().start();
    Files.setPosixFilePermissions(
        Files.writeString(folder.resolve("cloud.pw"), cloud.serviceAccountPassword()),
        PosixFilePermissions.fromString("rw-------"));
    office = new Bureau(folder, LinkedActsTest::linked);
  }

  private static String linked(String plain) {
    return plain.replace(
        "brake: {max: " + Bureau.MOST,
        """
          cloud:
            url: %s
            trust: %s
            bind: {dn: "%s", password: {file: cloud.pw}}
            accounts: {base: "ou=people,%s", recovery-mail: mail}
            default-policy: "%s"
            archive: "ou=former,%s"
        links:
          people: {directories: [corp, cloud], by: mail}
        brake: {max: %d"""
            .formatted(
                cloud.ldapsUrl(),
                cloud.caPem(),
                cloud.serviceAccountDn(),
                cloud.suffix(),
                cloud.defaultPolicyDn(),
                cloud.suffix(),
                Bureau.MOST));
  }

  @AfterAll
  static void stop() {
    office.close();
    cloud.close();
  }

  /** Somebody of both, named differently; the id in the first. */
  private static String person(String login) {
    inCloud(login);
    return office.person(login);
  }

  private static void inCloud(String login) {
    cloud.load(
        """
        dn: uid=c-%s,ou=people,%s
        objectClass: inetOrgPerson
        uid: c-%s
        cn: %s
        sn: Contoso
        mail: %s@example.com
        userPassword: %s

        """
            .formatted(login, cloud.suffix(), login, login, login, Bureau.PASSWORD));
  }

  private static boolean mustChangeInCloud(String login) {
    Lookup found =
        office
            .agent()
            .directory("cloud")
            .lookup(List.of(new AccountKey(AccountKey.Kind.LOGIN, "c-" + login)))
            .get(0);
    return ((Lookup.Found) found).account().state().mustChange();
  }

  private static boolean signsIn(EmbeddedLdapServer server, String uid, String password) {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", server.port())) {
      return connection
          .bind("uid=" + uid + ",ou=people," + server.suffix(), password)
          .getResultCode()
          .equals(ResultCode.SUCCESS);
    } catch (LDAPException e) {
      return false;
    }
  }

  private static List<Run> together(String plan) {
    var runs = office.agent().ledger().runs();
    return runs.find(plan).orElseThrow().options().linked().stream()
        .map(id -> runs.find(id).orElseThrow())
        .toList();
  }

  @Test
  void anAdminForcesAChangeInBothAtOnce() {
    List<String> ids = List.of(person("both1"), person("both2"), office.person("here-only"));
    Raw anna = office.signedIn("anna");

    String plan = Bureau.plan(anna, "force-change", ids.toArray(String[]::new));
    assertThat(anna.get("/admin/plan?plan=" + plan).body())
        .contains("Force change for 3 people", "3 accounts in corp", "2 accounts in cloud")
        .contains("no account in cloud", ">c-both1<")
        .contains("Brake: corp: 3 of " + Bureau.MOST, "cloud: 2 of " + Bureau.MOST);
    office.confirm(anna, plan);
    String done = office.await(anna, plan, "tag ok\">Done").body();

    assertThat(done).contains("5 of 5", "The same people in cloud: 2 of 2 accounts", "5 done");
    assertThat(List.of("both1", "both2", "here-only")).allMatch(office::mustChange);
    assertThat(List.of("both1", "both2")).allMatch(LinkedActsTest::mustChangeInCloud);
    assertThat(folder.resolve("store/pending")).isEmptyDirectory();
  }

  @Test
  void onePasswordIsShownOnceAndOpensBoth() {
    Raw anna = office.signedIn("anna");
    String plan = Bureau.plan(anna, "reset", person("petra"));
    plan =
        Bureau.named(
            anna.post("/admin/plan/options", field("plan", plan), field("deliver", "show")));
    office.confirm(anna, plan);
    office.await(anna, plan, "/admin/run/passwords");
    String page = anna.post("/admin/run/passwords", field("run", plan)).body();
    Matcher shown = Pattern.compile("secret-word\">([^<]+)<").matcher(page);
    assertThat(shown.find()).as(page).isTrue();
    String password = shown.group(1).replace("&amp;", "&");

    office.await(anna, plan, "tag ok\">Done");
    assertThat(signsIn(office.server, "petra", password)).isTrue();
    assertThat(signsIn(cloud, "c-petra", password)).isTrue();
    assertThat(signsIn(cloud, "c-petra", Bureau.PASSWORD)).isFalse();
    assertThat(anna.post("/admin/run/passwords", field("run", plan)).status()).isEqualTo(403);
  }

  @Test
  void aTypedPasswordOpensBoth() {
    Raw anna = office.signedIn("anna");
    String plan = Bureau.plan(anna, "reset", person("typed"));
    plan =
        Bureau.named(
            anna.post("/admin/plan/options", field("plan", plan), field("deliver", "show")));
    assertThat(office.confirm(anna, plan, field("new", "Walnut-7-orchard-lamp")).body()).isEmpty();
    office.await(anna, plan, "tag ok\">Done");
    assertThat(signsIn(office.server, "typed", "Walnut-7-orchard-lamp")).isTrue();
    assertThat(signsIn(cloud, "c-typed", "Walnut-7-orchard-lamp")).isTrue();
  }

  @Test
  void whoseRoleEndsHereLeavesTheOtherAccountAlone() {
    Raw henk = office.signedIn("henk");
    String plan = Bureau.plan(henk, "force-change", person("half"));
    assertThat(henk.get("/admin/plan?plan=" + plan).body())
        .contains("in cloud are left as they are: your role does not reach them")
        .doesNotContain("c-half");
    office.confirm(henk, plan);
    office.await(henk, plan, "tag ok\">Done");
    assertThat(office.mustChange("half")).isTrue();
    assertThat(mustChangeInCloud("half")).isFalse();
  }

  @Test
  void whatIsTooMuchSomewhereIsApprovedAsAWhole() throws IOException {
    person("pair-a");
    inCloud("pair-b");
    office.person("pair-b");
    Raw anna = office.signedIn("anna");
    String plan = Bureau.named(anna.post("/admin/plan", field("job", "crowd")));
    office.confirm(anna, plan);
    assertThat(office.pending(plan).state()).isEqualTo(PendingPlan.State.WAITING);
    assertThat(office.pending(plan).brake()).contains("corp: ", " · cloud: ");
    assertThat(mustChangeInCloud("pair-a")).isFalse();

    Raw adam = office.signedIn("adam");
    adam.get("/admin/plan?plan=" + plan);
    adam.post(
        "/admin/plan/approve",
        field("plan", plan),
        field("checksum", office.pending(plan).checksum()));
    office.await(adam, plan, "tag ok\">Done");
    assertThat(List.of("pair-a", "pair-b"))
        .allMatch(office::mustChange)
        .allMatch(LinkedActsTest::mustChangeInCloud);
  }

  @Test
  void aPartThatWasTamperedWithIsNotCarriedOut() throws IOException {
    Raw anna = office.signedIn("anna");
    String plan = Bureau.plan(anna, "force-change", person("tampered"));
    Path part = folder.resolve("store/pending/" + plan + ".1.plan");
    byte[] frozen = Files.readAllBytes(part);
    String other = Bureau.plan(anna, "force-change", person("other"));
    Path otherPart = folder.resolve("store/pending/" + other + ".1.plan");

    Files.write(part, Files.readAllBytes(otherPart));
    assertThat(office.confirm(anna, plan).body()).contains("This is not the plan");
    assertThat(office.pending(plan).state()).isNotEqualTo(PendingPlan.State.QUEUED);
    Files.write(otherPart, "x".getBytes(UTF_8), StandardOpenOption.APPEND);
    assertThat(office.confirm(anna, other).body()).contains("This is not the plan");
    assertThat(frozen).isNotEmpty();
    assertThat(mustChangeInCloud("tampered")).isFalse();
    assertThat(office.mustChange("other")).isFalse();
  }

  @Test
  void aStoppedActGoesOnInBothAndNobodyIsLost() {
    String[] ids = new String[60];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = person("many" + i);
    }
    Raw anna = office.signedIn("anna");
    String plan = Bureau.plan(anna, "force-change", ids);
    office.confirm(anna, plan);
    Bureau.await(
        () -> office.agent().ledger().runs().find(plan).isPresent(), () -> "it never begins");
    anna.post("/admin/run/stop", field("run", plan));
    Bureau.await(
        () -> !office.run(anna, plan).body().contains("data-events"), () -> "it never ends");
    assertThat(office.run(anna, plan).body()).contains("tag warn\">Stopped", "/admin/run/resume");
    assertThat(together(plan)).allMatch(run -> run.state() == Run.State.OPEN);
    anna.post("/admin/run/resume", field("run", plan));
    office.await(anna, plan, "tag ok\">Done");

    assertThat(together(plan)).hasSize(2).allMatch(run -> run.state() == Run.State.DONE);
    assertThat(together(plan)).allMatch(run -> office.tally(run.id()).applied() == ids.length);
    for (int i = 0; i < ids.length; i++) {
      assertThat(office.mustChange("many" + i) && mustChangeInCloud("many" + i)).isTrue();
    }
    together(plan)
        .forEach(
            run ->
                office
                    .agent()
                    .ledger()
                    .runs()
                    .items(
                        run.id(), item -> assertThat(item.state()).isEqualTo(Item.State.APPLIED)));
  }
}
