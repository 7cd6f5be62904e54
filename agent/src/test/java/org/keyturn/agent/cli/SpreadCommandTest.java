package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.cli.Company.Said;
import org.keyturn.embedded.sample.SampleCompany;

/** {@code keyturn spread} as an operator types it, against a directory that answers. */
final class SpreadCommandTest {

  private static final Pattern RUN = Pattern.compile("run (\\d{8}-\\d{6}-\\w{4})");
  private static final Pattern PLANNED =
      Pattern.compile("\"login\":\"([^\"]+)\".*\"endsAt\":\"([^\"]+)\"");

  /** In twenty days: everybody is warned fourteen days before, and lives for ninety. */
  private static final LocalDate DAY = LocalDate.now(ZoneId.systemDefault()).plusDays(20);

  private static final Instant START = DAY.atStartOfDay(ZoneId.systemDefault()).toInstant();

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

  private Said spread(String... more) {
    String[] words = new String[more.length + 6];
    System.arraycopy(
        new String[] {"spread", "--all", "--over", "30d", "--from", DAY.toString()},
        0,
        words,
        0,
        6);
    System.arraycopy(more, 0, words, 6, more.length);
    return company.run(words);
  }

  /** The planned ends, by login. */
  private static Map<String, Instant> planned(String json) {
    Map<String, Instant> ends = new TreeMap<>();
    json.lines()
        .map(PLANNED::matcher)
        .filter(Matcher::find)
        .forEach(m -> ends.put(m.group(1), Instant.parse(m.group(2))));
    return ends;
  }

  /** The ends as the directory shows them, by login; without those that have none. */
  private Map<String, String> ends() {
    Map<String, String> ends = new TreeMap<>();
    String json = company.run("users", "-o", "json").out();
    Matcher user =
        Pattern.compile(
                "\"login\"\\s*:\\s*\"([^\"]+)\"[^}]*?\"passwordExpiresAt\"\\s*:\\s*\"([^\"]+)\"")
            .matcher(json);
    while (user.find()) {
      ends.put(user.group(1), user.group(2));
    }
    return ends;
  }

  private ResultCode signIn(String login) {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", company.server().port())) {
      return connection
          .bind(
              "uid=" + login + ",ou=people," + company.server().suffix(),
              SampleCompany.password(login))
          .getResultCode();
    } catch (LDAPException e) {
      return e.getResultCode();
    }
  }

  @Test
  void whoIsSpreadEndsAsPlannedAndGoesBackToTheByte() {
    Map<String, String> before = ends();
    Said look = spread("-n", "-o", "json");
    assertThat(look.code()).as(look.all()).isZero();
    Map<String, Instant> planned = planned(look.out());
    int n = planned.size();
    assertThat(n).as("of thirty people").isBetween(15, 29);
    assertThat(ends()).as("a dry run").isEqualTo(before);
    List<Instant> sorted = planned.values().stream().sorted().toList();
    for (int i = 0; i < n; i++) {
      assertThat(sorted.get(i)).isEqualTo(START.plusSeconds(i * 30L * 86_400 / n));
    }
    // Whoever would have ended before somebody still does.
    assertThat(planned.keySet().stream().sorted(Comparator.comparing(planned::get)).toList())
        .isEqualTo(planned.keySet().stream().sorted(Comparator.comparing(before::get)).toList());

    Said done = spread("-y", "--reason", "not all on one Monday", "--max-percent", "100");
    assertThat(done.code()).as(done.all()).isZero();
    assertThat(done.out())
        .contains("spread in corp")
        .contains(n + " of ")
        .contains("expired")
        .contains("must-change")
        .contains("never-expires");
    Map<String, String> after = ends();
    planned.forEach((login, end) -> assertThat(after.get(login)).isEqualTo(end.toString()));
    before.forEach(
        (login, end) -> {
          if (!planned.containsKey(login)) {
            assertThat(after.get(login)).as(login).isEqualTo(end);
          }
        });

    assertThat(spread("-y", "--max-percent", "100").out())
        .contains(": 0 of ")
        .contains(n + " already so");
    assertThat(ends()).isEqualTo(after);

    Matcher run = RUN.matcher(done.out());
    assertThat(run.find()).isTrue();
    String details = company.run("runs", "show", run.group(1), "--details", "-o", "json").out();
    assertThat(details).contains("\"endsAt\"").contains("not all on one Monday");
    Said undone = company.run("undo", run.group(1), "-y", "--max-percent", "100");
    assertThat(undone.code()).as(undone.all()).isZero();
    assertThat(undone.out()).contains(n + " of " + n + " done");
    assertThat(ends()).isEqualTo(before);
  }

  @Test
  void aSignInWorksUntilTheEndAndNotFromItOn() {
    String login =
        company.logins().stream()
            .filter(l -> signIn(l).equals(ResultCode.SUCCESS) && ends().containsKey(l))
            .findFirst()
            .orElseThrow();
    Said done = company.run("spread", login, "--over", "1d", "--from", DAY.toString(), "-y");
    assertThat(done.code()).as(done.all()).isZero();
    assertThat(done.out()).contains("1 of 1 done");
    assertThat(ends().get(login)).isEqualTo(START.toString());
    Duration until = Duration.between(Instant.now(), START);
    company.server().setClock(Clock.offset(Clock.systemUTC(), until.minusMinutes(1)));
    assertThat(signIn(login)).isEqualTo(ResultCode.SUCCESS);
    company.server().setClock(Clock.offset(Clock.systemUTC(), until.plusSeconds(1)));
    assertThat(signIn(login)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
    company.server().setClock(Clock.systemUTC());
    assertThat(signIn(login)).isEqualTo(ResultCode.SUCCESS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spread --all -y|say over which time",
        "spread --all -y --over 10|--over 10: is no duration",
        "spread --all -y --over 5m|too short to spread anything over",
        "spread --all -y --over 30d --from soon|--from soon: is no start of a period",
        "spread --all -y --over 30d --from 2026-02-30|--from 2026-02-30: is no start of a period",
        "spread --all -y --over 30d --from 2020-01-01|which is past",
        "spread -y --over 30d|nobody is selected",
        "plan spread --all|say over which time",
        "plan disable --all --over 30d|--over and --from go with spread",
      })
  void whatCannotBeMeantIsRefusedAndNothingIsWritten(String line, String why) {
    Map<String, String> before = ends();
    Said said = company.run(line.split(" "));
    assertThat(said.code()).as(said.all()).isEqualTo(2);
    assertThat(said.err()).contains(why);
    assertThat(ends()).isEqualTo(before);
  }

  @Test
  void whoDoesNotFitIsLeftAloneAndToldTheRoomThatThereIs() {
    Said said = company.run("spread", "--all", "--over", "80d", "-y");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out()).contains(": 0 of ").contains("period-does-not-fit");
    assertThat(company.run("plan", "spread", "--all", "--over", "80d", "-o", "json").out())
        .contains("lets an end be moved to between")
        .contains("(its maximum age from now)");
  }

  @Test
  void theBrakeHoldsAndTheRefusalSaysHowToLook() {
    Said said = spread("-y", "--max", "1");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err())
        .contains("keyturn plan spread --all --over 30d --from " + DAY + " -f plan.json");
  }

  @Test
  void aPlanIsKeptShownAndCarriedOut() throws IOException {
    Path file = company.path("plan.json");
    String[] plan = {"plan", "spread", "--all", "--over", "30d", "--from", DAY.toString()};
    Said text = company.run(plan);
    assertThat(text.out())
        .startsWith("Spread the expiry of ")
        .contains("passwords end from " + DAY + " 00:00 on, over 30 days")
        .contains("would end ")
        .containsPattern("(?m)^\\S+ +" + DAY.getYear() + "-\\d\\d-\\d\\d \\d\\d:\\d\\d ");
    assertThat(company.run(with(plan, "-o", "csv")).out())
        .startsWith("id,dn,login,change,outcome,reason,endsAt")
        .contains(START.toString());
    assertThat(company.run(with(plan, "-o", "ldif")).out()).contains("replace: pwdChangedTime");
    assertThat(company.run(with(plan, "-f", file.toString())).code()).isZero();
    Map<String, Instant> planned = planned(Files.readString(file));
    Said applied = company.run("apply", file.toString(), "-y", "--max-percent", "100");
    assertThat(applied.code()).as(applied.all()).isZero();
    Map<String, String> after = ends();
    planned.forEach((login, end) -> assertThat(after.get(login)).isEqualTo(end.toString()));
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void aJobSpreads() throws IOException {
    String config = Files.readString(company.path("keyturn.yaml"));
    Path file =
        company.file(
            "spread.yaml",
            config.replace(
                "  rare:\n",
                "  smooth:\n    directory: corp\n    when: always\n    do: spread\n    over: 30d\n"
                    + "    from: "
                    + DAY
                    + "\n    brake: {max: 50, max-percent: 100}\n  rare:\n"));
    Said look = company.run("-c", file.toString(), "run", "smooth", "-n", "-o", "json");
    assertThat(look.code()).as(look.all()).isZero();
    Said done = company.run("-c", file.toString(), "run", "smooth", "-y");
    assertThat(done.code()).as(done.all()).isZero();
    Map<String, String> after = ends();
    planned(look.out())
        .forEach((login, end) -> assertThat(after.get(login)).isEqualTo(end.toString()));
  }

  @Test
  void checkSaysThatItCan() {
    assertThat(company.run("check").out()).contains("rights: pwdChangedTime: may be written");
  }
}
