package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.Agent;
import org.keyturn.agent.Daemon;
import org.keyturn.agent.cli.Company.Said;
import org.keyturn.agent.config.ConfigFile;
import org.keyturn.agent.journal.Holder;

/** Campaigns, and stop, as an operator types them, against a directory that answers. */
final class CampaignCommandTest {

  private static final Pattern RUN = Pattern.compile("run (\\d{8}-\\d{6}-\\w{4})");

  private static final AtomicInteger STORE = new AtomicInteger();

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

  @BeforeEach
  void freshStore() {
    company.config("keyturn.yaml", company.server().ldapsUrl(), "store-" + STORE.incrementAndGet());
  }

  @AfterEach
  void nobodyMustChange() {
    freshStore();
    company.run(
        "force-change", "--off", "--all", "--state", "must-change", "-y", "--max-percent", "100");
  }

  /** The first ten of the company, wave by wave. */
  private Said forceChange(String... how) {
    List<String> words = new ArrayList<>(List.of("force-change", "-y"));
    words.addAll(logins.subList(0, 10));
    words.addAll(List.of(how));
    return company.run(words.toArray(String[]::new));
  }

  private static String run(Said said) {
    Matcher run = RUN.matcher(said.out());
    assertThat(run.find()).as(said.all()).isTrue();
    return run.group(1);
  }

  private long mustChange() {
    return company.run("users", "--state", "must-change", "-o", "csv").out().lines().count() - 1;
  }

  /** One of them whose password the directory takes. */
  private static String signsIn(List<String> some) {
    String cannot = company.run("users", "--state", "expired,locked,disabled", "-o", "csv").out();
    return some.stream()
        .filter(login -> !cannot.contains("uid=" + login + ","))
        .findFirst()
        .orElseThrow();
  }

  private static void until(String what, BooleanSupplier so) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (!so.getAsBoolean()) {
      assertThat(Instant.now()).as("in vain until " + what).isBefore(end);
      Thread.sleep(200);
    }
  }

  @Test
  void theCanaryIsDoneAndItSaysWhenTheRestComesAndWhoBringsIt() {
    long before = mustChange();
    Said canary = forceChange("--waves", "4/1d", "--canary", "2");

    assertThat(canary.code()).as(canary.all()).isZero();
    String run = run(canary);
    assertThat(canary.out())
        .startsWith("✓ force-change in corp")
        .contains(": 2 of 10 done so far")
        .contains("1 of 3 waves through, 8 accounts to come")
        .containsPattern("Wave 2: \\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2} \\(in 23 hours\\)")
        .contains("No agent is there to do it: keyturn agent, or then: keyturn resume " + run);
    assertThat(mustChange()).isEqualTo(before + 2);

    Said early = company.run("resume", run);
    assertThat(early.code()).isZero();
    assertThat(early.out()).contains("2 of 10 done so far").contains("Wave 2: ");
    assertThat(company.run("resume").err()).contains("run " + run + " waits").contains("Nothing");
    assertThat(company.run("runs").out()).contains("waiting");
    assertThat(company.run("unlock", logins.get(20), "-y").err())
        .as("nobody has to do anything about it")
        .doesNotContain(run);
    assertThat(mustChange()).isEqualTo(before + 2);
  }

  @Test
  void resumeCarriesOutTheWaveThatIsDueAndTheLastOneEndsIt() throws InterruptedException {
    String run = run(forceChange("--waves", "4/1s", "--canary", "2"));

    Thread.sleep(1_100);
    assertThat(company.run("resume", run).out()).contains("6 of 10 done so far");
    Thread.sleep(1_100);
    Said last = company.run("resume");
    assertThat(last.code()).isZero();
    assertThat(last.out()).contains("10 of 10 done\n").contains("in 3 waves");

    assertThat(company.run("runs", "show", run).out()).contains("10 of 10 done, done");
    assertThat(company.run("audit", "verify").code()).isZero();
    assertThat(company.run("audit", "-o", "json").out())
        .contains("wave-begun")
        .contains("wave-rested");
  }

  @Test
  void itTellsHowManyHaveChosenAnotherPasswordSince() throws Exception {
    String login = signsIn(logins.subList(0, 4));
    String run = run(forceChange("--waves", "4/1d"));
    String password = "Welcome-" + login + "-2026!";
    String dn = "uid=" + login + ",ou=people," + company.server().suffix();
    try (LDAPConnection own =
        new LDAPConnection("127.0.0.1", company.server().port(), dn, password)) {
      own.processExtendedOperation(
          new PasswordModifyExtendedRequest(dn, password, "A-new-0ne-of-mine!"));
    }

    Said show = company.run("runs", "show", run);

    assertThat(show.out())
        .startsWith("force-change in corp: 4 of 10 done, waiting")
        .contains("since then 1 of 4 have chosen another password, 3 must still\n");
    assertThat(company.run("runs", "show", run, "-o", "json").out())
        .contains("\"state\":\"open\"")
        .contains("\"campaign\":{\"size\":4,\"canary\":0,\"every\":\"PT24H\"")
        .contains("\"wave\":1,\"wavesDone\":1,\"wavesToCome\":2,\"next\":\"20")
        .contains(
            "\"since\":{\"asked\":4,\"changed\":1,\"mustChange\":3,\"unchanged\":0,\"gone\":0}");
    String plain = run(company.run("force-change", logins.get(15), "-y"));
    assertThat(company.run("runs", "show", plain).out()).doesNotContain("since then");
    assertThat(company.run("runs", "show", plain, "--since").out())
        .contains("since then 0 of 1 have chosen another password, 1 must still");
  }

  @Test
  void aCampaignWithoutItsDirectoryIsToldAllTheSame() {
    String run = run(forceChange("--waves", "4/1d"));
    company.config("away.yaml", "ldaps://127.0.0.1:1", "store-" + STORE.get());

    Said show = company.run("-c", company.path("away.yaml").toString(), "runs", "show", run);

    assertThat(show.code()).isZero();
    assertThat(show.out()).contains("4 of 10 done, waiting").contains("Wave 2: ");
    assertThat(show.err()).contains("cannot be asked");
  }

  @Test
  void aStoppedCampaignIsPausedUntilSomebodySaysResumeAndNamesIt() throws InterruptedException {
    String run = run(forceChange("--waves", "4/1s"));

    Said stopped = company.run("stop", run, "--reason", "wrong list", "--as", "anna");
    assertThat(stopped.code()).isZero();
    assertThat(stopped.out())
        .startsWith("run " + run + ": 4 of 10 done, paused\n")
        .contains("paused: stopped by anna: wrong list")
        .contains("keyturn resume " + run)
        .contains("keyturn stop " + run + " --for-good");
    Thread.sleep(1_100);
    Said all = company.run("resume");
    assertThat(all.code()).isZero();
    assertThat(all.err()).contains("run " + run + " is paused: keyturn resume " + run);
    assertThat(company.run("runs").out()).contains("paused").contains("4/10");

    Said named = company.run("resume", run);
    assertThat(named.err()).contains("The pause is over: stopped by anna: wrong list");
    assertThat(named.out()).contains("8 of 10 done so far");
  }

  @Test
  void aPauseThatIsOverBeforeTheNextWaveLeavesNothingBehind() throws Exception {
    String run = run(forceChange("--waves", "6/3s"));
    company.run("stop", run);
    assertThat(company.run("resume", run).out()).contains("6 of 10 done so far");
    try (Agent agent = daemonsAgent();
        Daemon daemon = new Daemon(agent)) {
      daemon.start();
      until(
          "the daemon goes on",
          () -> company.run("runs", "show", run).out().contains("10 of 10 done, done"));
    }
  }

  private static Agent daemonsAgent() throws Exception {
    return new Agent(
        ConfigFile.load(company.path("keyturn.yaml")), Clock.systemUTC(), Holder.Kind.DAEMON);
  }

  @Test
  void whatIsGivenUpIsAccountedFor() {
    long before = mustChange();
    String run = run(forceChange("--waves", "4/1d"));

    Said said = company.run("stop", run, "--for-good", "-o", "json");

    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out())
        .contains("\"state\":\"done\"")
        .contains("\"selected\":10,\"applied\":4,\"alreadySo\":0,\"skipped\":6,\"failed\":0")
        .contains("\"given-up\":6");
    assertThat(mustChange()).isEqualTo(before + 4);
    Said again = company.run("stop", run);
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("Nothing to stop");
    assertThat(company.run("undo", run, "-y").code()).as("and can be undone").isZero();
  }

  @Test
  void aDaemonCarriesTheWavesOnAndLeavesAPausedCampaignAlone() throws Exception {
    String going = run(forceChange("--waves", "4/2s", "--canary", "2"));
    String paused = run(company.run("unlock", logins.get(11), logins.get(12), "-y"));
    assertThat(paused).isNotEqualTo(going);
    String stopped =
        run(
            company.run(
                "disable",
                logins.get(13),
                logins.get(14),
                logins.get(15),
                "-y",
                "--waves",
                "1/1s"));
    company.run("stop", stopped);
    try (Agent agent =
        new Agent(
            ConfigFile.load(company.path("keyturn.yaml")), Clock.systemUTC(), Holder.Kind.DAEMON)) {
      try (Daemon daemon = new Daemon(agent)) {
        daemon.start();
        until(
            "the campaign is done",
            () -> company.run("runs", "show", going).out().contains("10 of 10 done, done"));
        assertThat(company.run("runs", "show", stopped).out()).contains("1 of 3 done, paused");
        String next =
            run(
                company.run(
                    "force-change", logins.get(16), logins.get(17), "-y", "--waves", "1/1d"));
        assertThat(company.run("runs", "show", next).out())
            .contains("By itself: the agent, process");
      }
    }
  }

  @Test
  void aJobThatIsStillGoingOnIsNotBegunAgain() throws Exception {
    String text = Files.readString(company.path("keyturn.yaml"));
    company.file(
        "waves.yaml",
        text.replace(
            "    when: {password-older-than: 1d}\n    do: force-change\n",
            "    when: always\n    do: force-change\n    waves: {size: 5, canary: 3}\n"));
    String config = company.path("waves.yaml").toString();

    Said first = company.run("-c", config, "run", "staff", "-y", "--max-percent", "100");
    assertThat(first.code()).as(first.all()).isZero();
    assertThat(first.out()).contains(": 3 of ").contains(" done").contains("so far");
    Said second = company.run("-c", config, "run", "staff", "-y", "--max-percent", "100");

    assertThat(second.code()).isEqualTo(5);
    assertThat(second.err()).contains("run " + run(first) + " of this job is still going on");
  }

  @Test
  void outsideBusinessHoursNothingIsWritten() throws Exception {
    long before = mustChange();
    String today = Instant.now().atZone(java.time.ZoneOffset.UTC).toLocalDate().toString();
    company.file("holidays.txt", "# ours\n" + today + "  # today\n\n");
    company.file(
        "closed.yaml",
        Files.readString(company.path("keyturn.yaml"))
            + "business-hours: {hours: \"08:00-17:00\", time-zone: UTC, holidays: holidays.txt}\n");

    Said said =
        company.run(
            "-c",
            company.path("closed.yaml").toString(),
            "force-change",
            logins.get(0),
            "-y",
            "--waves",
            "5/1d");

    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out())
        .contains("0 of 1 done so far")
        .contains("0 of 1 wave through")
        .contains("Wave 1: 20");
    assertThat(mustChange()).isEqualTo(before);
  }

  @Test
  void slipsAreToldBeforeAnythingIsRead() {
    for (String slip :
        new String[] {"200", "0/1d", "200/", "200/0d", "x/1d", "200/soon", "-1/1d"}) {
      Said said = forceChange("--waves=" + slip);
      assertThat(said.code()).as(slip).isEqualTo(2);
      assertThat(said.err()).contains("--waves 200/1d");
    }
    assertThat(forceChange("--canary", "5").err()).contains("goes with waves");
    assertThat(forceChange("--waves", "5/1d", "--canary", "0").code()).isEqualTo(2);
    Said shown = company.run("reset", logins.get(0), "--deliver", "show", "-y", "--waves", "5/1d");
    assertThat(shown.code()).isEqualTo(2);
    assertThat(shown.err()).contains("--deliver mail");
    assertThat(company.run("resume", "--waves", "5/1d").err()).contains("keeps the waves");
    assertThat(company.run("stop", "20260101-000000-aaaa").err()).contains("there is no run");
    String plain = run(company.run("force-change", logins.get(0), "-y"));
    assertThat(company.run("stop", plain, "--after-wave").code()).isZero();
    assertThat(Optional.of(company.run("stop", plain, "--after-wave", "--for-good").code()))
        .contains(2);
  }

  @Test
  void aDryRunTellsThePace() {
    Said said = forceChange("-n", "--waves", "4/1d", "--canary", "2");
    assertThat(said.err()).contains("in 3 waves: 2 accounts first, then 4 every 1 day");
    assertThat(company.run("runs").out()).isEmpty();
  }
}
