package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.cli.Company.Said;
import org.keyturn.agent.cli.Company.Terminal;
import org.keyturn.agent.config.ConfigException;
import org.keyturn.agent.config.ConfigFile;
import org.keyturn.agent.directory.Directories;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.run.Gpg;

/** Everyone at once and from a file, as an operator types it: sheets, columns, one password. */
final class SheetCommandTest {

  @TempDir Path folder;
  private Company company;
  private Gpg gpg;
  private List<String> logins;

  @BeforeEach
  void open() {
    gpg = new Gpg(folder);
    company = new Company(folder);
    gpg.key("anna@example.com", company.path("anna.asc"));
    logins = company.logins();
  }

  @AfterEach
  void close() {
    company.close();
    gpg.close();
  }

  private Path secret(String name, String content) throws IOException {
    Path file = company.file(name, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private Map<String, String> opened(Path sheet) throws IOException {
    Gpg.Said said = gpg.decrypt(sheet);
    assertThat(said.exit()).as(said.err()).isZero();
    Map<String, String> passwords = new HashMap<>();
    for (CSVRecord row :
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(said.out()))) {
      passwords.put(row.get("login"), row.get("password"));
    }
    return passwords;
  }

  /** Whether the password is the account's, must change or not. */
  private boolean signsIn(String login, @Nullable String password) throws ConfigException {
    String dn = "uid=" + login + ",ou=people," + company.server().suffix();
    try (Directory directory =
            Directories.open(
                Objects.requireNonNull(
                    ConfigFile.load(company.path("keyturn.yaml")).directories().get("corp")));
        Secret secret = Secret.of(Objects.requireNonNull(password, login))) {
      return directory.signIn(dn, secret).kind() != SignInResult.Kind.BAD_CREDENTIALS;
    }
  }

  private void nobodyWasTouched(Said said) {
    assertThat(said.code()).as(said.all()).isEqualTo(2);
    assertThat(company.run("runs", "-o", "json").out().strip()).isEqualTo("[]");
  }

  @Test
  void everyoneButTheOperatorAndTheProtectedIsInTheSheet() throws Exception {
    Path sheet = company.path("new.csv.pgp");
    Said said =
        company.run(
            "reset",
            "--all",
            "--deliver",
            "sheet",
            "--sheet",
            sheet.toString(),
            "--recipient",
            company.path("anna.asc").toString(),
            "--as",
            logins.get(0),
            "-y",
            "--max-percent",
            "100");

    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.err()).contains("The new passwords: gpg -d " + sheet);
    Map<String, String> passwords = opened(sheet);
    assertThat(passwords).hasSizeGreaterThan(20).doesNotContainKeys(logins.get(0), "breakglass");
    for (String login : List.of(logins.get(1), logins.get(2))) {
      assertThat(signsIn(login, passwords.get(login))).isTrue();
    }
    assertThat(said.all()).doesNotContain(passwords.values());
    Said twice =
        company.run(
            "reset",
            logins.get(1),
            "--deliver",
            "sheet",
            "--sheet",
            sheet.toString(),
            "-y",
            "--recipient",
            company.path("anna.asc").toString());
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains("exists already");
    assertThat(opened(sheet)).isEqualTo(passwords);
  }

  @Test
  void aPlanForASheetIsAppliedWithTheConfigsKeysIntoTheConfigsFolder() throws Exception {
    Path config = company.path("keyturn.yaml");
    Files.writeString(
        config, Files.readString(config) + "sheets: {folder: sheets, recipients: anna.asc}\n");
    Path plan = company.path("plan.json");
    Said planned =
        company.run("plan", "reset", logins.get(3), "--deliver", "sheet", "-f", plan.toString());
    assertThat(planned.code()).as(planned.all()).isZero();

    Said applied = company.run("apply", plan.toString(), "-y");

    assertThat(applied.code()).as(applied.all()).isZero();
    try (Stream<Path> sheets = Files.list(company.path("sheets"))) {
      Path sheet = sheets.findFirst().orElseThrow();
      assertThat(sheet.getFileName().toString()).endsWith(".csv.pgp");
      assertThat(signsIn(logins.get(3), opened(sheet).get(logins.get(3)))).isTrue();
    }
  }

  @Test
  void eachRowsPasswordAndAddressAreTaken() throws Exception {
    Path list =
        secret(
            "list.csv",
            "\ufefflogin,password,deliver-to,department\r\n"
                + logins.get(4)
                + ",=Plum-and-7-pears,private@example.org,\"a, b\"\n"
                + logins.get(5)
                + ",,other@example.org,x\r\n");

    Said said = company.run("reset", "--csv", list.toString(), "--deliver", "mail", "-y");

    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.err()).contains("not looked at: department");
    assertThat(signsIn(logins.get(4), "=Plum-and-7-pears")).isTrue();
    StringBuilder mails = new StringBuilder();
    try (Stream<Path> files = Files.walk(company.path("mail"))) {
      for (Path mail : files.filter(f -> f.toString().endsWith(".eml")).toList()) {
        mails.append(Files.readString(mail, UTF_8));
      }
    }
    assertThat(mails.toString()).contains("private@example.org", "other@example.org");
    assertThat(said.all()).doesNotContain("Plum-and-7-pears");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceWithItsPlace() throws Exception {
    Path list =
        secret(
            "list.csv",
            "login,password,deliver-to\n"
                + logins.get(4)
                + ",short,a@example.com\n"
                + "nobody,,\n"
                + logins.get(5)
                + ",,no address\n"
                + logins.get(4)
                + ",,\n"
                + logins.get(6)
                + ",\n"
                + ",,\n"
                + logins.get(7)
                + ",Good-pass-word-77,\n");

    Said said = company.run("reset", "--csv", list.toString(), "--deliver", "mail", "-y");

    nobodyWasTouched(said);
    for (int line : List.of(2, 3, 4, 5, 6, 7)) {
      assertThat(said.err()).contains("list.csv:" + line + ": ");
    }
    assertThat(said.err())
        .doesNotContain("list.csv:8")
        .doesNotContain("short,")
        .doesNotContain("Good-pass-word-77");
    assertThat(signsIn(logins.get(7), "Good-pass-word-77")).isFalse();
  }

  @Test
  void onePasswordForAllIsJudgedWarnedAboutAndSet() throws Exception {
    Path good = secret("pw", "Orange-boats-sail-9\n");
    Said said =
        company.run(
            "reset",
            logins.get(8),
            logins.get(9),
            "--password-file",
            good.toString(),
            "--deliver",
            "show",
            "-y");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.err()).contains("everyone gets the same password");
    assertThat(signsIn(logins.get(8), "Orange-boats-sail-9")).isTrue();
    assertThat(signsIn(logins.get(9), "Orange-boats-sail-9")).isTrue();

    Said refused =
        company.on(
            new Terminal("tiny\n"),
            "reset",
            "--all",
            "--password-file",
            "-",
            "--deliver",
            "show",
            "-y");
    assertThat(refused.code()).as(refused.all()).isEqualTo(2);
    assertThat(refused.err()).doesNotContain("tiny");
    assertThat(refused.err().lines().filter(l -> !l.isBlank()).count()).isLessThan(60);
  }

  @Test
  void columnsThatWouldBePassedOverAreRefused() throws Exception {
    Path list = secret("list.csv", "login,password\n" + logins.get(4) + ",Good-pass-word-77\n");
    assertThat(company.run("force-change", "--csv", list.toString(), "-y").err())
        .contains("are for reset");
    Said planned = company.run("plan", "reset", "--csv", list.toString());
    nobodyWasTouched(planned);
    assertThat(planned.err()).contains("a plan holds no passwords");
    Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-r--r--"));
    Said open = company.run("reset", "--csv", list.toString(), "--deliver", "show", "-y");
    nobodyWasTouched(open);
    assertThat(open.err()).contains("chmod 600");
  }

  @Test
  void aPlanIsAFileForLdapmodifyAndSaysWhatItIs() {
    Said said = company.run("plan", "force-change", logins.get(4), logins.get(5), "-o", "ldif");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out()).startsWith("version: 1\n# Force change for 2 accounts");
    assertThat(said.out().lines().filter(l -> l.startsWith("dn: "))).hasSize(2);
    assertThat(said.out()).contains("changetype: modify", "replace: pwdReset", "pwdReset: TRUE");
    assertThat(Optional.of(said.out()).filter(t -> t.contains("userPassword"))).isEmpty();
  }
}
