package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.cli.Company.Said;

/**
 * Jobs for accounts that nobody uses, for passwords that were given and never changed, and for
 * those that end soon: each from its rule to what stands in the directory afterwards, and nobody
 * else touched.
 */
final class RuleJobsTest {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  @TempDir static Path folder;
  private static Company company = unset();

  @SuppressWarnings("NullAway") // Set before every test.
  private static Company unset() {
    return null;
  }

  @BeforeAll
  static void start() throws IOException {
    company = new Company(folder);
    Path file = company.path("keyturn.yaml");
    String archive = "    archive: \"ou=former," + company.server().suffix() + "\"\n";
    Files.writeString(
        file,
        Files.readString(file)
            .replace("    protected:", archive + "    protected:")
            .replace(
                "jobs:\n",
                "jobs:\n"
                    + job("idle", "inactive-for: 180d", "disable")
                    + job("long-gone", "inactive-for: 400d", "remove")
                    + job("uncollected", "never-signed-in-since-reset: 7d", "disable")
                    + job("ending", "expires-within: 14d", "force-change")
                    + job("ending-told", "expires-within: 14d", "remind")));
  }

  @AfterAll
  static void stop() {
    company.close();
  }

  /** Each has people of its own. */
  private static String job(String name, String when, String action) {
    return "  %s: {directory: corp, select: {filter: \"(employeeType=%s)\"}, when: {%s}, do: %s}\n"
        .formatted(name, name, when, action);
  }

  /** Somebody of a job's, whose password is that old; passwords end after 90 days. */
  private static String person(String job, String login, int days, String... more) {
    Instant changed = Instant.now().minus(Duration.ofDays(days));
    company
        .server()
        .load(
            """
            dn: uid=%s,ou=people,%s
            objectClass: inetOrgPerson
            uid: %s
            cn: Some Body
            sn: Body
            mail: %s@example.com
            employeeType: %s
            userPassword: Present-passw0rd
            pwdChangedTime: %s
            """
                    .formatted(
                        login, company.server().suffix(), login, login, job, TIME.format(changed))
                + String.join("\n", more)
                + "\n");
    return login;
  }

  private static Said done(String job) {
    Said said = company.run("run", job, "-y");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out()).as(said.all()).contains("1 of 1 done");
    return said;
  }

  private static String in(String state) {
    return company.run("users", "--state", state).out();
  }

  @Test
  void whoWasNotSeenForHalfAYearIsDisabled() {
    String idle = person("idle", "idle.one", 200);
    String present = person("idle", "idle.two", 20);
    done("idle");
    assertThat(in("disabled")).contains(idle).doesNotContain(present);
  }

  @Test
  void whoWasNotSeenForOverAYearIsRemoved() {
    String gone = person("long-gone", "gone.one", 401);
    String idle = person("long-gone", "gone.two", 399);
    done("long-gone");
    assertThat(in("removed")).contains(gone).doesNotContain(idle);
    assertThat(in("expired")).contains(idle);
  }

  @Test
  void whoNeverChangedAPasswordThatTheyWereGivenIsDisabled() {
    String uncollected = person("uncollected", "new.one", 8, "pwdReset: TRUE");
    String recent = person("uncollected", "new.two", 6, "pwdReset: TRUE");
    String chosen = person("uncollected", "new.three", 8);
    done("uncollected");
    assertThat(in("disabled")).contains(uncollected).doesNotContain(recent, chosen);
  }

  @Test
  void whosePasswordEndsSoonIsAskedForAnother() {
    String ending = person("ending", "ending.one", 80);
    String later = person("ending", "ending.two", 70);
    done("ending");
    assertThat(in("must-change")).contains(ending).doesNotContain(later);
  }

  @Test
  void whosePasswordEndsSoonIsMailedThat() throws IOException {
    String ending = person("ending-told", "told.one", 80);
    String later = person("ending-told", "told.two", 70);
    done("ending-told");
    assertThat(mails("To: " + ending + "@example.com")).hasSize(1);
    assertThat(mails("To: " + later + "@example.com")).isEmpty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> mails(String containing) throws IOException {
    try (Stream<Path> files = Files.walk(company.path("mail"))) {
      return files
          .filter(f -> f.toString().endsWith(".eml"))
          .map(RuleJobsTest::read)
          .filter(text -> text.contains(containing))
          .toList();
    }
  }
}
