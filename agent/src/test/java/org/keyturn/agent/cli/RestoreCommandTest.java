package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.cli.Company.Said;

/** {@code keyturn restore} as an operator types it, and what is said of who was removed. */
final class RestoreCommandTest {

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
    String archive = "    archive: \"ou=former," + company.server().suffix() + "\"\n";
    company.file("keyturn.yaml", plain.replace("    protected:", archive + "    protected:"));
  }

  @AfterAll
  static void stop() {
    company.close();
  }

  private static Said done(String... words) {
    Said said = company.run(words);
    assertThat(said.code()).as(said.all()).isZero();
    return said;
  }

  @Test
  void somebodyIsExplainedWhileTheyAreGoneAndBroughtBack() {
    String login = logins.get(1);
    done("remove", login, "-y");
    Said explained = done("explain", login);
    assertThat(explained.out())
        .contains("removed ")
        .contains("stood at      uid=" + login + ",ou=people")
        .contains("to have back  keyturn restore " + login)
        .contains("No: the account is disabled");
    assertThat(done("explain", login, "-o", "json").out()).contains("\"removed\"");
    assertThat(done("users", "--state", "removed").err()).contains("keyturn restore LOGIN");
    Said look = done("restore", login, "-n");
    assertThat(look.out()).startsWith("Bring back 1 account\n").contains("back to ou=people");
    Said back = done("restore", login, "-y", "--reason", "back");
    assertThat(back.out()).contains("restore in corp").contains("1 of 1 done");
    assertThat(back.err()).contains("keyturn reset USER --deliver link");
    assertThat(done("users", login).out()).contains("must-change");
    assertThat(done("explain", login).out()).doesNotContain("to have back");
    assertThat(done("restore", login, "-y").out()).contains("already so");
  }

  @Test
  void aFileNamesThemAndAPlanIsKept() {
    done("remove", logins.get(2), logins.get(3), "-y");
    Path csv = company.file("back.csv", "login\n" + logins.get(2) + "\n" + logins.get(3) + "\n");
    Path plan = company.path("plan.json");
    Said planned =
        done("plan", "restore", "--csv", csv.toString(), "--partial", "-f", plan.toString());
    assertThat(planned.out()).startsWith("Bring back 2 accounts\n");
    assertThat(done("apply", plan.toString(), "-y").out()).contains("2 of 2 done");
  }

  @Test
  void whatIsDeletedNeedsSomebodyWhoCanOpenItAndSomeTime() throws IOException {
    Said nobody = company.run("purge", "--all", "-y");
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.err()).contains("write sheets: {recipients: [anna.asc]}");
    Path file = company.path("keyturn.yaml");
    String plain = Files.readString(file);
    Path passphrase = company.file("sheet.pw", "sealed for the tests");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, plain + "sheets: {passphrase: {file: sheet.pw}}\n");
    String login = logins.get(5);
    assertThat(company.run("remove", login, "--purge-after", "soon").err())
        .contains("--purge-after soon: is no duration");
    Said planned = done("remove", login, "--purge-after", "30d", "-n");
    assertThat(done("remove", login, "--purge-after", "never", "-n").out())
        .doesNotContain("deleted");
    assertThat(planned.out()).contains("and deleted 30 days later");
    done("remove", login, "--purge-after", "30d", "-y");
    assertThat(done("explain", login).out()).contains("kept          until");
    Said kept = done("purge", login, "-y");
    assertThat(kept.out()).contains("kept").contains("until 2");
    assertThat(done("purge", "--all", "-n").out()).startsWith("Delete 0 accounts for good\n");
    assertThat(company.run("purge", "-y").err()).contains("--all for everybody");
    theBrakeOfPurgesHolds(logins.get(6));
    Files.writeString(file, plain);
  }

  private static void theBrakeOfPurgesHolds(String login) throws IOException {
    done("remove", login, "--purge-after", "1s", "-y");
    Path file = company.path("keyturn.yaml");
    Files.writeString(file, Files.readString(file) + "removal: {purge-brake: {max: 0}}\n");
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Said over = company.run("purge", "--all", "-y");
    while (over.code() == 0 && System.nanoTime() < end) { // the second is not over yet
      over = company.run("purge", "--all", "-y");
    }
    assertThat(over.code()).as(over.all()).isEqualTo(4);
    assertThat(over.err())
        .contains("1 accounts would change, the limit is 0 (removal.purge-brake.max, ");
    assertThat(done("users", "--state", "removed").out()).contains(login);
    assertThat(done("purge", "--all", "-y", "--max", "1").out()).contains("1 of 1 done");
    assertThat(done("users", "--state", "removed").out()).doesNotContain(login);
  }

  @Test
  void nobodyComesBackByAFilterNorUnnamed() {
    Said all = company.run("restore", "--all", "-y");
    assertThat(all.code()).isEqualTo(2);
    assertThat(all.err()).contains("named one by one").contains("keyturn undo RUN");
    assertThat(company.run("restore", "-y").err()).contains("nobody is named");
    Said unknown = company.run("restore", logins.get(4), "-y");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("nobody of that name was removed from corp");
    assertThat(company.run("plan", "unlock", logins.get(4), "--partial").err())
        .contains("go with restore");
    assertThat(company.run("plan", "restore", logins.get(4), "-o", "ldif").err())
        .contains("several writes");
  }
}
