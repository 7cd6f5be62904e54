package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.cli.Company.Said;
import org.keyturn.agent.cli.Company.Terminal;
import org.keyturn.embedded.sample.SampleCompany;

/** The report as an operator asks for it, of a company in which an admin has an evil name. */
final class ReportCommandTest {

  private static final String EVIL = "=1+1 <script>alert(1)</script>\u202etxt.exe";

  @TempDir static Path folder;
  private static Company company = unset();
  private static List<String> logins = List.of();

  @SuppressWarnings("NullAway") // Set before every test.
  private static Company unset() {
    return null;
  }

  @BeforeAll
  static void start() throws Exception {
    company = new Company(folder);
    String config = Files.readString(company.path("keyturn.yaml"));
    String recovery = "mail: mail, recovery-mail: recoveryMail, mobile: mobile}";
    String admins = "protected: {groups: [\"" + admins() + "\"], ";
    config = config.replace("mail: mail}", recovery).replace("protected: {", admins);
    company.file("keyturn.yaml", config);
    company.file("evil.yaml", config.replace("login: uid", "login: title"));
    try (LDAPConnection admin = connection(company.server().serviceAccountDn())) {
      admin.modify(dn(Company.BREAK_GLASS), new Modification(ModificationType.ADD, "title", EVIL));
    }
    logins = company.logins();
  }

  private static String admins() {
    return "cn=admins,ou=groups," + company.server().suffix();
  }

  private static String dn(String login) {
    return "uid=" + login + ",ou=people," + company.server().suffix();
  }

  private static LDAPConnection connection(String dn) throws Exception {
    String password =
        dn.startsWith("uid=")
            ? SampleCompany.password(dn.substring("uid=".length(), dn.indexOf(',')))
            : company.server().serviceAccountPassword();
    return new LDAPConnection("127.0.0.1", company.server().port(), dn, password);
  }

  @AfterAll
  static void stop() {
    company.close();
  }

  private static List<CSVRecord> csv(String... words) throws IOException {
    Said said = company.run(words);
    assertThat(said.code()).as(said.all()).isZero();
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .get()
        .parse(new StringReader(said.out()))
        .getRecords();
  }

  private static long accounts(List<CSVRecord> rows, String figure, String of) {
    return rows.stream()
        .filter(row -> row.get("figure").equals(figure) && row.get("of").equals(of))
        .mapToLong(row -> Long.parseLong(row.get("accounts")))
        .sum();
  }

  @Test
  void countsWhatUsersLists() throws Exception {
    List<CSVRecord> users = csv("users", "-o", "csv");
    Map<String, Long> states = new HashMap<>();
    users.stream()
        .flatMap(row -> Arrays.stream(row.get("state").split(" ")))
        .forEach(state -> states.merge(state, 1L, Long::sum));
    List<CSVRecord> report = csv("report", "-o", "csv");

    assertThat(states).containsKeys("expired", "expiring", "no-recovery", "never-expires");
    states.forEach((state, n) -> assertThat(accounts(report, "state", state)).isEqualTo(n));
    assertThat(accounts(report, "accounts", "corp")).isEqualTo(users.size());
    assertThat(
            report.stream()
                .filter(row -> row.get("figure").equals("ends"))
                .mapToLong(row -> Long.parseLong(row.get("accounts")))
                .sum())
        .as("by the end of the password, each is counted once")
        .isEqualTo(users.size());
    assertThat(accounts(report, "state", "never-signed-in")).isPositive();
    assertThat(accounts(report, "admin-without-recovery", Company.BREAK_GLASS)).isOne();
  }

  @Test
  void saysTheVerdictFirstAndWhatToTypeLast() {
    Said said = company.run("report");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out())
        .startsWith("! ")
        .contains(" have an expired password; ")
        .contains("\n  1 of 3 admins has no recovery address\n  corp, everyone, ")
        .contains("\nWhen passwords end, week by week\n  this week, to ")
        .contains("\nAdmins without a recovery address\n  breakglass  ")
        .contains("\nCampaigns of the last 30 days\n");
    assertThat(said.out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(said.err())
        .isEqualTo(
            "  See them:   keyturn users --state expired\n"
                + "  As a page:  keyturn report --html report.html\n");
  }

  @Test
  void isAboutTheSelection() {
    Said said =
        company.on(Terminal.wide(200), "report", "--group", admins(), "--state", "no-recovery");
    assertThat(said.out())
        .startsWith("! No password of 1 enabled account has expired")
        .contains("\nCampaigns of the last 30 days, of everyone\n")
        .contains("--group cn=admins,ou=groups,dc=example,dc=com --state no-recovery, ");
  }

  @Test
  void thePageIsYoursAloneAndTakesTheOldOnesPlace() throws Exception {
    Path page = company.file("report.html", "old");
    Said said = company.run("report", "-q", "--html", page.toString());
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
        .isEqualTo("rw-------");
    assertThat(company.path("report.html.part")).doesNotExist();

    Said alone = company.run("report", "--html", "-");
    assertThat(alone.out()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
  }

  @Test
  void anEvilNameDoesNothingAnywhere() throws Exception {
    String config = company.path("evil.yaml").toString();
    String dn = dn(Company.BREAK_GLASS);
    assertThat(csv("report", dn, "-c", config, "-o", "csv"))
        .filteredOn(row -> row.get("figure").equals("admin-without-recovery"))
        .extracting(row -> row.get("of"))
        .containsExactly("'" + EVIL);
    assertThat(company.run("report", dn, "-c", config).out())
        .contains("  =1+1 <script>alert(1)</script>\\u202etxt.exe")
        .doesNotContain("\u202e");
    assertThat(company.run("report", dn, "-c", config, "-o", "json").out())
        .contains("\"withoutRecovery\":1,\"shown\":[{\"login\":\"" + EVIL + "\",\"dn\":\"" + dn);
    assertThat(company.run("report", dn, "-c", config, "--html", "-").out())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;\\u202etxt.exe")
        .doesNotContain("<script", "\u202e");
  }

  @Test
  void aCampaignIsFollowedToWhatPeopleDid() throws Exception {
    List<String> words = new ArrayList<>(List.of("force-change", "-y", "--waves", "2/1d"));
    words.addAll(logins.subList(5, 10));
    assertThat(company.run(words.toArray(String[]::new)).code()).isZero();
    String first = logins.get(5);
    try (LDAPConnection person = connection(dn(first))) {
      assertThat(
              person
                  .processExtendedOperation(
                      new PasswordModifyExtendedRequest(
                          dn(first), SampleCompany.password(first), "Kxw7-blue-Tram-51"))
                  .getResultCode()
                  .intValue())
          .isZero();
    }

    Said said = company.run("report");
    assertThat(said.out())
        .contains("  force-change, run ")
        .contains(", 1 of 3 waves through, goes on ")
        .contains("    2 asked, 1 chose another password, 1 must still, 3 to come\n");
    List<CSVRecord> rows = csv("report", "-o", "csv");
    String run =
        company
            .run("runs", "--limit", "1", "-o", "csv")
            .out()
            .lines()
            .skip(1)
            .findFirst()
            .orElseThrow()
            .split(",")[0];
    assertThat(accounts(rows, "campaign-goal", run)).isEqualTo(5);
    assertThat(accounts(rows, "campaign-written", run)).isEqualTo(2);
    assertThat(accounts(rows, "campaign-changed", run)).isOne();
  }

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--since soon         | 2 | --since soon: write for example 30s",
        "--within 14          | 2 | --within 14: write for example 30s",
        "--html FOLDER        | 2 | is a folder; name a file",
        "--html FOLDER/no/x   | 2 | cannot be written: FOLDER/no is not there",
        "--html - -o json     | 2 | --html - and -o json: one of them",
        "nobody.at.all        | 2 | no such account in corp",
        "-c FOLDER/away.yaml  | 3 | 127.0.0.1:1",
      })
  void whatIsWrongIsSaidAndNothingPrinted(String words, int code, String sentence) {
    company.config("away.yaml", "ldaps://127.0.0.1:1", "store");
    String line = ("report " + words).replace("FOLDER", folder.toString());
    Said said = company.run(line.split(" +"));
    assertThat(said.code()).as(said.all()).isEqualTo(code);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains(sentence.replace("FOLDER", folder.toString()));
  }
}
