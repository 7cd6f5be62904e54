package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.cli.Company.Said;

/** {@code keyturn undo} as an operator types it, against a directory that answers. */
final class UndoCommandTest {

  @TempDir static Path folder;
  private static Company company = unset();
  private static List<String> logins = List.of();

  @SuppressWarnings("NullAway") // Set before every test.
  private static Company unset() {
    return null;
  }

  @BeforeAll
  static void start() {
    company = new Company(folder);
    logins = company.logins();
  }

  @AfterAll
  static void stop() {
    company.close();
  }

  private static boolean inState(String state, String login) {
    return company.run("users", "--state", state).out().contains(login);
  }

  @Test
  void aForcedChangeGoesBackAndASecondUndoFindsNothing() {
    String run = company.done("force-change", logins.get(1), logins.get(2), "-y");
    Said look = company.run("undo", run, "-n");
    assertThat(look.code()).isZero();
    assertThat(look.out())
        .startsWith("Undo the change to 2 accounts\n")
        .contains("pwdReset: TRUE → none");
    assertThat(inState("must-change", logins.get(1))).as("a dry run").isTrue();
    String undo = company.done("undo", run, "-y", "--reason", "wrong list");
    assertThat(inState("must-change", logins.get(1))).isFalse();
    assertThat(company.run("runs", "show", undo).out())
        .startsWith("undo in corp: 2 of 2 done")
        .contains("takes back run " + run)
        .contains("wrong list");
    assertThat(company.run("undo", run, "-y").out())
        .contains(": 0 of 2 done, 2 already so\n")
        .contains("alreadySo: already-undone");
    assertThat(company.run("audit", "-o", "json").out()).contains(undo);
  }

  @Test
  void aDisabledAccountSignsInAgain() {
    String run = company.done("disable", logins.get(3), "-y");
    assertThat(inState("disabled", logins.get(3))).isTrue();
    Said said = company.run("undo", run, "-y", "-o", "json");
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("\"undoes\"").contains(run);
    assertThat(inState("disabled", logins.get(3))).isFalse();
  }

  @Test
  void anExpiredPasswordIsAsOldAsItWas() {
    String run = company.done("expire", logins.get(4), "-y");
    company.done("undo", run, "-y");
    assertThat(inState("expired", logins.get(4))).isFalse();
  }

  @Test
  void newPasswordsAreListedAndNotClaimed() {
    String run =
        company.done("reset", logins.get(5), "--deliver", "mail", "--to", "it@example.com", "-y");
    Said said = company.run("undo", run, "-y");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out())
        .startsWith("! undo in corp")
        .contains("0 of 1 done, 1 skipped")
        .contains("not-undoable (the password that was replaced is kept nowhere");
  }

  @Test
  void whatAnotherRunDidSinceStands() {
    String run = company.done("disable", logins.get(6), "-y");
    String later = company.done("enable", logins.get(6), "-y");
    assertThat(company.run("undo", run, "-y").out())
        .contains("skipped: changed-since (run " + later + " (enable) wrote to it)");
  }

  @Test
  void theBrakeHoldsAndTheRefusalSaysHowToLook() {
    String run = company.done("force-change", logins.get(7), logins.get(8), "-y");
    Said said = company.run("undo", run, "-y", "--max", "1");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err())
        .contains("keyturn undo " + run + " -n --details")
        .contains("Allow once: --max 2");
    assertThat(inState("must-change", logins.get(7))).isTrue();
  }

  @Test
  void aRunThatIsNotThereIsRefused() {
    Said said = company.run("undo", "20260101-000000-aaaa", "-y");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("there is no run 20260101-000000-aaaa");
  }
}
