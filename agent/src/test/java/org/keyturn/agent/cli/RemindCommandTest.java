package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.cli.Company.Said;
import org.keyturn.agent.cli.Company.Terminal;

/** {@code keyturn remind} as an operator types it, against a directory that answers. */
final class RemindCommandTest {

  /** Everybody's password ends within so many days: those of the sample live for ninety. */
  private static final String REMINDER =
      """
      jobs:
        reminder:
          directory: corp
          select: {filter: "(uid=%s)"}
          do: remind
          remind: {at: [100d, -1d], late: 90d, escalate: {from: 100d, to: [manager, desk@example.com]}%s}
      """;

  @TempDir static Path folder;
  private static Company company = unset();
  private static List<String> logins = List.of();
  private static int tests;
  private String login = "";

  @SuppressWarnings("NullAway") // Set before the first test.
  private static Company unset() {
    return null;
  }

  @BeforeAll
  static void start() {
    company = new Company(folder);
    String ending =
        company.run("users", "--state", "expiring", "--within", "99d", "-o", "csv").out();
    logins = company.logins().stream().filter(l -> ending.contains("," + l + ",")).toList();
  }

  @AfterAll
  static void stop() {
    company.close();
  }

  /** A store and a mail folder of its own for each test: nobody was told anything yet. */
  @BeforeEach
  void nobodyWasTold() {
    tests++;
    login = logins.get(tests);
    reminding(login, "");
  }

  /** Puts the job in the config in place of the others. */
  private static void reminding(String uid, String more) {
    String config =
        read(company.config("keyturn.yaml", company.server().ldapsUrl(), "store" + tests));
    Path unused =
        company.file(
            "keyturn.yaml",
            config.substring(0, config.indexOf("jobs:"))
                + REMINDER.formatted(uid, more)
                + config
                    .substring(config.indexOf("brake: {max: 50"))
                    .replace("{folder: mail,", "{folder: mail" + tests + ","));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> mails() {
    try (Stream<Path> files = Files.list(company.path("mail" + tests))) {
      return files.filter(f -> f.toString().endsWith(".eml")).map(RemindCommandTest::read).toList();
    } catch (IOException e) {
      return List.of(); // no mail, no folder
    }
  }

  private static void manage(String whom, String manager) throws LDAPException {
    String people = ",ou=people," + company.server().suffix();
    try (LDAPConnection admin =
        new LDAPConnection(
            "127.0.0.1",
            company.server().port(),
            company.server().adminDn(),
            company.server().adminPassword())) {
      admin.modify(
          "uid=" + whom + people,
          new Modification(ModificationType.REPLACE, "manager", "uid=" + manager + people));
    }
  }

  @Test
  void aDryRunSaysWhoWouldBeToldWhatAndWhereAndSendsNothing() throws Exception {
    manage(login, logins.get(0));
    Said said = company.on(Terminal.wide(200), "remind", "-n");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out())
        .contains("Remind 1 account")
        .containsPattern(
            login
                + " +100 d before +in \\d+ d +\\S••••@\\S••••\\.com +manager \\S••••@\\S••••\\.com,"
                + " d••••@e••••\\.com");
    assertThat(mails()).isEmpty();
    assertThat(company.run("runs").out()).doesNotContain("remind");
  }

  @Test
  void whoIsToldIsToldOnceAndExplainSaysWhy() throws Exception {
    manage(login, logins.get(0));
    Said before = company.run("explain", login);
    assertThat(before.out()).contains("reminder: due 100 days before, by the next run");

    Said done = company.run("remind", "reminder");
    assertThat(done.code()).as(done.all()).isZero();
    assertThat(done.out()).contains("1 of 1 done");
    assertThat(mails()).hasSize(3);
    assertThat(mails()).anyMatch(m -> m.contains("To: desk@example.com"));

    Said explained = company.run("explain", login);
    assertThat(explained.out())
        .containsPattern("reminder: told 100 days before, [-0-9]{10} [0-9:]{5}, to \\S••••@")
        .contains("expiry-escalation to d••••@e••••.com, sent");
    assertThat(company.run("explain", login, "-o", "json").out())
        .containsPattern("\"verdict\"\\s*:\\s*\"told\"")
        .containsPattern("\"point\"\\s*:\\s*\"PT2400H\"");

    Said again = company.run("remind", "-o", "json");
    assertThat(again.code()).isZero();
    assertThat(again.out().strip()).startsWith("[").endsWith("]");
    assertThat(again.out()).containsPattern("\"selected\"\\s*:\\s*0");
    assertThat(company.run("remind", "-n").out()).contains("nobody is due who was not told");
    assertThat(mails()).hasSize(3);
  }

  @Test
  void aTestIsToldToNobodyElse() throws Exception {
    manage(login, logins.get(0));
    reminding(login, ", test-to: tester@example.com");
    Said look = company.on(Terminal.wide(200), "remind", "-n");
    assertThat(look.out()).contains("tester@example.com (a test)");
    Said done = company.run("remind");
    assertThat(done.code()).as(done.all()).isZero();
    assertThat(done.err()).contains("reminder is tried out: everything goes to tester@example.com");
    assertThat(mails()).hasSize(3).allMatch(m -> m.contains("To: tester@example.com"));
    assertThat(company.run("explain", login).out())
        .contains("reminder: due 100 days before, by the next run")
        .contains("to t••••@e••••.com, sent (a test)");
  }

  @Test
  void whoIsTooManyForADayIsToldLater() {
    reminding("*", ", cap: 2");
    Said done = company.run("remind");
    assertThat(done.code()).as(done.all()).isZero();
    assertThat(done.out()).contains("2 of").contains("daily-cap");
    Said again = company.run("remind");
    assertThat(again.out()).contains("0 of");
    String late =
        logins.stream()
            .map(l -> company.run("explain", l).out())
            .filter(out -> out.contains("more were due than are told a day"))
            .findFirst()
            .orElseThrow();
    assertThat(late).contains("left for a later run");
  }

  @Test
  void theBrakeHoldsForMailAsWell() {
    reminding("*", "");
    Said said = company.run("remind", "--max", "3");
    assertThat(said.code()).isEqualTo(Exit.BRAKE);
    assertThat(mails()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "remind nobody|there is no job nobody that reminds. The config has: reminder",
        "remind reminder more|more",
      })
  void whatCannotBeMeantIsRefused(String line, String why) {
    Said said = company.run(line.split(" "));
    assertThat(said.code()).as(said.all()).isEqualTo(Exit.INPUT);
    assertThat(said.err()).contains(why);
  }
}
