package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.cli.Company.Said;

/** {@code keyturn sync} as an operator types it, against a directory that answers. */
final class SyncCommandTest {

  private static final Pattern RUN = Pattern.compile("run (\\d{8}-\\d{6}-\\w{4})");
  private static final String DEFAULT = "default: {directory: corp, max-age: 77d, warn: 14d}";

  @TempDir Path folder;
  private Company company = unset();

  @SuppressWarnings("NullAway") // Set before every test.
  private static Company unset() {
    return null;
  }

  @BeforeEach
  void start() {
    company = new Company(folder);
  }

  @AfterEach
  void stop() {
    company.close();
  }

  /** The group of service accounts is under "never", nobody else is exempt. */
  private void declare(String more) throws Exception {
    String config = Files.readString(company.path("keyturn.yaml"));
    company.file(
        "keyturn.yaml",
        config.replace(
            DEFAULT,
            "default: {directory: corp, max-age: 77d, warn: 14d, no-exemptions: true}\n"
                + "  never: {directory: corp, max-age: never, members: {group: \"cn=service"
                + " accounts,ou=groups,"
                + company.server().suffix()
                + "\"}}\n"
                + more));
  }

  private Said said(int code, String... words) {
    Said said = company.run(words);
    assertThat(said.code()).as(said.all()).isEqualTo(code);
    return said;
  }

  @Test
  void tellsThenRepairsThenHasNothingToDo() throws Exception {
    declare("");
    Said check = said(1, "sync", "--check");
    assertThat(check.out())
        .contains("max-age")
        .contains("90d")
        .contains("77d")
        .contains("not-a-member");
    assertThat(said(1, "sync", "--check").out())
        .as("a check changes nothing")
        .isEqualTo(check.out());
    Said json = said(1, "sync", "--check", "-o", "json");
    assertThat(json.out())
        .contains("\"full\":true")
        .contains("\"what\":\"max-age\"")
        .contains("\"found\":\"never\"")
        .contains("\"declared\":\"default\"")
        .contains("\"lastWriter\":\"");

    Said done = said(0, "sync", "-y");
    assertThat(done.out()).contains("as declared");
    assertThat(RUN.matcher(done.out()).find()).as(done.out()).isTrue();
    Said after = said(0, "sync", "--check", "--full");
    assertThat(after.out()).contains("✓ corp is as declared");
    assertThat(said(0, "sync", "-y").out())
        .contains("✓ corp is as declared")
        .doesNotContain("run ");
  }

  @Test
  void whoIsProtectedIsLeftAloneAndNoDrift() throws Exception {
    declare("");
    said(0, "sync", "-y");
    assertThat(said(0, "users", "--state", "never-expires", "-o", "csv").out())
        .contains(Company.BREAK_GLASS);
  }

  @Test
  void membersByFilterAreBroughtUnderTheirPolicyAndUndoTakesItBack() throws Exception {
    String login = company.logins().get(3);
    declare("  lab: {directory: corp, max-age: 30d, members: {filter: \"(uid=" + login + ")\"}}\n");
    Said done = said(0, "sync", "-y");
    assertThat(done.out()).contains(login);
    assertThat(said(0, "explain", login, "-o", "json").out()).contains("cn=lab,");
    Matcher run = RUN.matcher(done.out());
    assertThat(run.find()).as(done.out()).isTrue();
    assertThat(said(0, "undo", run.group(1), "-y").out()).contains("undo in corp");
    assertThat(said(0, "explain", login, "-o", "json").out()).contains("\"policy\":\"default\"");
    assertThat(said(1, "sync", "--check", "--full", "-o", "csv").out())
        .contains(login + ",policy,default,lab,is-member,drifted");
  }

  @Test
  void theBrakeHolds() throws Exception {
    declare("");
    Said said = said(4, "sync", "-y", "--max", "0");
    assertThat(said.err()).contains("brake:").contains("keyturn sync --check");
    assertThat(said(1, "sync", "--check").out()).contains("not-a-member");
  }

  @Test
  void withoutATerminalItAsksForYes() throws Exception {
    declare("");
    assertThat(said(2, "sync").err()).contains("--yes");
    assertThat(said(1, "sync", "--check").out()).contains("max-age");
  }

  @Test
  void aJobDoesTheSame() throws Exception {
    declare("");
    String config = Files.readString(company.path("keyturn.yaml"));
    company.file(
        "keyturn.yaml",
        config.replace("jobs:\n", "jobs:\n  keep:\n    directory: corp\n    do: sync\n"));
    said(0, "run", "keep", "-y");
    said(0, "sync", "--check", "--full");
    assertThat(said(2, "plan", "keep").err()).contains("keyturn sync --check");
  }
}
