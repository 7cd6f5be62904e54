package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.cli.Company.Said;

/** {@code keyturn remove} as an operator types it, against a directory that answers. */
final class RemoveCommandTest {

  @TempDir static Path folder;
  private static Company company = unset();
  private static List<String> logins = List.of();

  @SuppressWarnings("NullAway") // Set before every test.
  private static Company unset() {
    return null;
  }

  @BeforeAll
  static void start() throws IOException {
    company = new Company(folder);
    logins = company.logins();
    String plain = Files.readString(company.path("keyturn.yaml"));
    company.file("none.yaml", plain);
    String archive = "    archive: \"ou=former," + company.server().suffix() + "\"\n";
    company.file("keyturn.yaml", plain.replace("    protected:", archive + "    protected:"));
  }

  @AfterAll
  static void stop() {
    company.close();
  }

  @Test
  void somebodyIsRemovedListedAndTakenBack() {
    String login = logins.get(1);
    Said look = company.run("remove", login, "-n");
    assertThat(look.code()).as(look.all()).isZero();
    assertThat(look.out())
        .startsWith("Remove 1 account\n")
        .contains(login)
        .contains("out of every group");
    assertThat(company.run("users", login).code()).as("a dry run").isZero();
    String run = company.done("remove", login, "-y", "--reason", "left");
    assertThat(company.run("users", login).code()).isEqualTo(2);
    assertThat(company.run("users", "--state", "removed").out()).contains(login).contains(run);
    assertThat(company.run("users", "--state", "removed", "-o", "json").out())
        .contains(run)
        .contains("ou=former");
    assertThat(company.run("users", "--state", "removed", "-o", "csv").out())
        .startsWith("id,dn,login,state,was,removedAt,run")
        .contains("," + login + ",removed,");
    Said back = company.run("undo", run, "-n");
    assertThat(back.out()).contains("back to ou=people");
    Said done = company.run("undo", run, "-y");
    assertThat(done.err()).contains("keyturn reset USER --deliver link");
    Matcher undone = Company.RUN.matcher(done.out());
    assertThat(undone.find()).isTrue();
    String undo = undone.group(1);
    assertThat(company.run("users", login).out()).contains("must-change");
    assertThat(company.run("users", "--state", "removed").out()).doesNotContain(login);
    assertThat(company.run("undo", undo, "-y").err()).contains("keyturn remove USER");
  }

  @Test
  void theProtectedTheBrakeAndAMissingArchiveStopIt() {
    assertThat(company.run("remove", Company.BREAK_GLASS, "-y").out()).contains("protected");
    Said braked = company.run("remove", "--all", "-y", "--max", "2");
    assertThat(braked.code()).isEqualTo(4);
    Said none = company.run("-c", company.path("none.yaml").toString(), "remove", logins.get(2));
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err())
        .contains("write directories.corp.archive, for example \"ou=former,")
        .hasLineCount(1);
  }

  @Test
  void aPlanIsKeptAndCarriedOutAndRemovedOnesStandAlone() {
    Path file = company.path("plan.json");
    Said plan = company.run("plan", "remove", logins.get(3), "-f", file.toString());
    assertThat(plan.code()).as(plan.all()).isZero();
    String run = company.done("apply", file.toString(), "-y");
    assertThat(company.run("runs", "show", run).out()).startsWith("remove in corp: 1 of 1 done");
    assertThat(company.run("plan", "remove", logins.get(4), "-o", "ldif").err())
        .contains("several writes");
    assertThat(company.run("users", "--state", "removed,locked").code()).isEqualTo(2);
    assertThat(company.run("force-change", "--all", "--state", "removed").code()).isEqualTo(2);
  }
}
