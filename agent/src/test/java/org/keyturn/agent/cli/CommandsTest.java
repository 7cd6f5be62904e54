package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.cli.Company.Said;
import org.keyturn.agent.cli.Company.Terminal;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Holders;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.StoreSettings;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Commands as an operator types them, against a directory that answers. */
final class CommandsTest {

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
    assertThat(logins).hasSizeGreaterThan(20);
  }

  @AfterAll
  static void stop() {
    company.close();
  }

  private static Said run(String... words) {
    return company.run(words);
  }

  // --- exit codes
  // ---------------------------------------------------------------------------------

  @Test
  void fiveWhereAnotherProcessHasThePortalsAddress() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String listen = "127.0.0.1:" + other.getLocalPort();
      Path file = company.config("portal.yaml", company.server().ldapsUrl(), "portal-store");
      Files.writeString(
          file, "web: {listen: \"" + listen + "\", tls: none}\n", StandardOpenOption.APPEND);
      Said said = run("-c", file.toString(), "agent");
      assertThat(said.code()).as(said.all()).isEqualTo(5);
      assertThat(said.err()).contains("web.listen: another process has " + listen);
    }
  }

  @Test
  void zeroWhenEverythingPlannedIsDone() {
    String login = logins.get(20);
    Said said = run("force-change", login, "-y");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out()).startsWith("✓ force-change in corp, run ").contains(": 1 of 1 done");
    assertThat(run("users", "--state", "must-change").out()).contains(login);
    Said again = run("force-change", login, "-y");
    assertThat(again.code()).isZero();
    assertThat(again.out())
        .startsWith("✓ ")
        .contains(": 0 of 1 done, 1 already so\n  " + login + "  alreadySo: already-must-change\n");
  }

  @Test
  void whoIsLeftOutIsNamedWithTheWholeReason() {
    Said alone = run("disable", Company.BREAK_GLASS, "-y");
    assertThat(alone.code()).as("everything planned is done").isZero();
    assertThat(alone.out())
        .as("nobody has what was asked for")
        .startsWith("! disable in corp, run ")
        .contains(": 0 of 1 done, 1 skipped\n  breakglass  skipped: protected");
    Said beside = run("disable", Company.BREAK_GLASS, logins.get(21), "-y");
    assertThat(beside.out()).startsWith("✓ ").contains(": 1 of 2 done, 1 skipped\n");
  }

  @Test
  void oneWhenTheTrailIsNotWhatItWas() {
    Said verify = run("audit", "verify", "--head", "999999:" + "0".repeat(64));
    assertThat(verify.code()).as(verify.all()).isEqualTo(1);
    assertThat(verify.out()).startsWith("✗ ");
  }

  @Test
  void threeWhenTheDirectoryIsAwayOrRefusesTheAgent() {
    Path away = company.config("away.yaml", "ldaps://127.0.0.1:1", "store");
    Said said = run("-c", away.toString(), "users");
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains("127.0.0.1:1");
  }

  @Test
  void fourWhenTheBrakeStopsIt() {
    Said said = run("force-change", "--all", "-y");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .contains("! brake: ")
        .contains("Nothing was written.")
        .contains("the limit is 50 % (brake.max-percent, keyturn.yaml:")
        .contains("See them:   keyturn plan force-change --all -f plan.json")
        .contains("Allow once: --max ");
    assertThat(run("force-change", logins.get(2), logins.get(3), "--max", "1", "-y").code())
        .isEqualTo(4);
    assertThat(run("users", logins.get(2), logins.get(3)).out()).doesNotContain("must-change");
    assertThat(run("run", "rare", "-y").code()).as("a job's own brake").isEqualTo(4);
  }

  @Test
  void fiveWhenAnotherDaemonHoldsTheStore() throws Exception {
    try (Ledger ledger =
        Ledgers.open(new StoreSettings(company.path("store")), Clock.systemUTC())) {
      assertThat(ledger.holders().register(Holder.Kind.DAEMON))
          .isNotInstanceOf(Holders.Registration.HeldBy.class);
      Path output = folder.resolve("agent.out");
      Process agent =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "org.keyturn.agent.Main",
                  "-c",
                  company.path("keyturn.yaml").toString(),
                  "agent")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(agent.exitValue()).as(Files.readString(output)).isEqualTo(5);
        assertThat(Files.readString(output)).contains("is held by another");
      } finally {
        agent.destroyForcibly();
      }
    }
    assertThat(run("runs").code()).as("commands work beside a daemon").isZero();
  }

  @Test
  void sixWhenTheStoreIsUnusable() throws Exception {
    Files.writeString(company.path("damaged"), "this is a file, not a folder");
    Path config = company.config("damaged.yaml", company.server().ldapsUrl(), "damaged");
    Said said = run("-c", config.toString(), "runs");
    assertThat(said.code()).as(said.all()).isEqualTo(6);
    assertThat(said.err()).doesNotContain("\tat ");
  }

  @Test
  void nothingIsWrittenByADryRunOrAPlan() {
    Said dry = run("disable", logins.get(4), "-n");
    assertThat(dry.code()).isZero();
    assertThat(dry.out()).startsWith("Disable 1 account\n");
    assertThat(run("plan", "disable", logins.get(4)).code()).isZero();
    assertThat(run("users", logins.get(4), "-o", "json").out()).contains("\"enabled\":true");
  }

  @Test
  void aPlanIsCarriedOutAsItIsAndRefusedWhenAByteOfItIsAnother() throws Exception {
    Path plan = company.path("plan.json");
    assertThat(run("plan", "force-change", logins.get(5), "-f", plan.toString()).code()).isZero();
    assertThat(Files.getPosixFilePermissions(plan)).hasSize(2);
    Path bad =
        company.file("bad.json", Files.readString(plan).replace(logins.get(5), logins.get(6)));
    Said refused = run("apply", bad.toString(), "-y");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("checksum");
    assertThat(run("apply", plan.toString(), "-y").out()).contains("1 of 1 done");
    Said twice = run("apply", plan.toString(), "-y");
    assertThat(twice.code()).as(twice.all()).isEqualTo(2);
  }

  // --- input
  // --------------------------------------------------------------------------------------

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(List.of("force-change"), "nobody is selected"),
        arguments(List.of("force-change", "--state", "locked", "-y"), "nobody is selected"),
        arguments(
            List.of("force-change", "nobody", "no one", "-y"),
            "\"nobody\": no such account in corp"),
        arguments(List.of("force-change", "anna", "--all", "-y"), "use one or the other"),
        arguments(List.of("force-change", "--filter", "(uid=", "-y"), "(uid="),
        arguments(List.of("force-change", "*", "-y"), "no such account"),
        arguments(List.of("force-change", ")(uid=*", "-y"), "no such account"),
        arguments(List.of("users", "--state", "sleepy"), "--state sleepy: there are ok, expiring"),
        arguments(List.of("users", "--within", "soon"), "--within soon:"),
        arguments(List.of("force-change", "--all", "--max", "-1"), "--max -1"),
        arguments(List.of("force-change", "--all", "--max-percent", "101"), "--max-percent 101"),
        arguments(List.of("force-change", "--all", "--rate", "fast"), "for example --rate 50/s"),
        arguments(List.of("force-change", "--all", "--rate", "0/s"), "for example --rate 50/s"),
        arguments(List.of("force-change", "--everyone"), "--everyone"),
        arguments(List.of("forcechange"), "forcechange"),
        arguments(List.of(), "a command is missing"),
        arguments(List.of("policy"), "list, show, set or sync"),
        arguments(List.of("policy", "show", "nope"), "there are: default, never"),
        arguments(List.of("policy", "set", "default"), "--max-age, --warn or --must-change"),
        arguments(List.of("plan", "nope"), "Acts: reset, force-change"),
        arguments(List.of("run", "nope"), "The config has: staff, rare"),
        arguments(List.of("runs", "show", "nope"), "there is no run nope"),
        arguments(List.of("resume", "nope"), "there is no run nope"),
        arguments(List.of("apply", "missing.json"), "no such plan file"),
        arguments(List.of("explain", "nobody"), "no such account"),
        arguments(List.of("explain", "anna", "-o", "csv"), "text or json"),
        arguments(List.of("reset", "breakglass"), "--deliver show or --deliver mail"),
        arguments(
            List.of("reset", "breakglass", "--deliver", "sheet", "--recipient", "a.asc"),
            "say where, with --sheet FILE"),
        arguments(
            List.of("reset", "breakglass", "--deliver", "sheet", "--sheet", "no-such-file"),
            "say who can open it"),
        arguments(
            List.of("reset", "breakglass", "--deliver", "show", "--sheet", "x"),
            "go with --deliver sheet"),
        arguments(List.of("plan", "reset", "--all", "-o", "ldif"), "a file is no place"),
        arguments(List.of("users", "-o", "ldif"), "-o ldif is for plan"),
        arguments(List.of("reset", "breakglass", "--deliver", "pigeon"), "--deliver pigeon"),
        arguments(
            List.of("reset", "breakglass", "--deliver", "link"),
            "the config has no portal that a link could lead to; write web:"),
        arguments(
            List.of("reset", "breakglass", "--deliver", "link", "--password-file", "-"),
            "the person chooses the password; leave --password-file out"),
        arguments(
            List.of("reset", "--all", "--deliver", "mail", "--to", "a@b.c"),
            "--to is for one account"),
        arguments(List.of("users", "-o", "xml"), "xml"),
        arguments(List.of("-d", "nope", "users"), "the config has corp"),
        arguments(List.of("outbox", "burn"), "list, retry, drop or preview"),
        arguments(
            List.of("outbox", "preview", "welcome", "--user", "breakglass"),
            "there is no template welcome; there are: password-reset, must-change,"),
        arguments(
            List.of("outbox", "preview", "expired", "--user", "nobody.at.all"), "nobody.at.all"),
        arguments(List.of("outbox", "preview", "expired"), "--user"),
        arguments(List.of("audit", "verify", "--head", "x"), "SEQ:HASH"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsOneClearLineAndNothingIsDone(List<String> words, String problem) {
    Said said = run(words.toArray(String[]::new));
    assertThat(said.code()).as(said.all()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains(problem).startsWith("✗ ");
    assertThat(said.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(said.err().lines().filter(l -> !l.isBlank())).hasSizeLessThan(6);
  }

  @Test
  void aMissingConfigIsNamed() {
    Said said = run("-c", "/nowhere/keyturn.yaml", "users");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("/nowhere/keyturn.yaml");
  }

  @Test
  void withoutATerminalNobodyIsAskedAndNothingIsDone() {
    Said said = run("force-change", logins.get(7));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains("Force change for 1 account")
        .contains("--yes")
        .contains("--dry-run");
    Said piped = company.on(new Terminal("yes\n"), "force-change", logins.get(7));
    assertThat(piped.code()).as("yes from a pipe is nobody's yes").isEqualTo(2);
    assertThat(run("users", logins.get(7)).out()).doesNotContain("must-change");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "n\n", "\n", "yeah\n"})
  void onATerminalAnythingButYesIsNo(String typed) {
    Said said =
        company.on(new Terminal(typed, true, true, 80, false), "force-change", logins.get(8));
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains("Force change for 1 account? [y/N]")
        .contains("Nothing was written.");
    assertThat(run("users", logins.get(8)).out()).doesNotContain("must-change");
  }

  @Test
  void onATerminalYesIsYes() {
    Said said =
        company.on(new Terminal("Y\n", true, true, 80, false), "force-change", logins.get(9));
    assertThat(said.code()).as(said.all()).isZero();
  }

  @Test
  void aListOfAccountsMayComeFromStandardInput() {
    Said said =
        company.on(
            new Terminal("login\n" + logins.get(10) + "\n" + logins.get(11) + "\n"),
            "plan",
            "force-change",
            "--csv",
            "-");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out()).startsWith("Force change for 2 accounts\n");
  }

  @Test
  void everyUnknownNameOfAListIsToldAtOnceAndNobodyIsTouched() {
    Path list = company.file("list.csv", "login\n=HYPERLINK(1)\n" + logins.get(12) + "\nnobody\n");
    Said said = run("force-change", "--csv", list.toString(), "-y");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains("\"=HYPERLINK(1)\": no such account")
        .contains("\"nobody\": no such");
    assertThat(run("users", logins.get(12)).out()).doesNotContain("must-change");
  }

  @Test
  void theProtectedAndTheOperatorAreLeftAloneAndCounted() {
    Said said =
        run(
            "disable",
            Company.BREAK_GLASS,
            logins.get(13),
            "--as",
            logins.get(13),
            "-y",
            "-o",
            "json");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out())
        .contains(
            "\"selected\":2", "\"applied\":0", "\"skipped\":2", "\"protected\":1", "\"self\":1");
  }

  // --- secrets
  // ------------------------------------------------------------------------------------

  @Test
  void aPasswordIsShownOnceAndOnlyWhereItWasAskedFor() throws Exception {
    Said shown = run("reset", logins.get(14), "--deliver", "show", "-y");
    assertThat(shown.code()).as(shown.all()).isZero();
    Matcher line =
        Pattern.compile("(?m)^" + Pattern.quote(logins.get(14)) + "\\s+(\\S+)$")
            .matcher(shown.out());
    assertThat(line.find()).isTrue();
    String password = line.group(1);
    assertThat(shown.err()).doesNotContain(password);
    for (String[] later :
        List.of(
            new String[] {"runs", "-o", "json"},
            new String[] {"audit", "-o", "json"},
            new String[] {"explain", logins.get(14)},
            new String[] {"outbox", "-o", "json"})) {
      assertThat(run(later).all()).doesNotContain(password);
    }
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
            .as("%s", file)
            .doesNotContain(password);
      }
    }
  }

  @Test
  void shownPasswordsAreAColumnInCsvAndAListInJson() {
    Said csv = run("reset", logins.get(15), "--deliver", "show", "-y", "-o", "csv");
    assertThat(csv.out().lines().toList()).hasSize(2).first().isEqualTo("login,dn,password");
    Said json = run("reset", logins.get(15), "--deliver", "show", "-y", "-o", "json");
    assertThat(keys(json.out())).contains("passwords");
    assertThat(keys(run("force-change", logins.get(16), "-y", "-o", "json").out()))
        .doesNotContain("passwords");
  }

  @Test
  void aPreviewIsAMailOfThatPersonAndOwesNothing() {
    Said text = run("outbox", "preview", "password-reset", "--user", logins.get(14));
    assertThat(text.code()).as(text.all()).isZero();
    assertThat(text.out())
        .startsWith("To: ")
        .contains("Subject: Your temporary password", logins.get(14), "SAMPLE-PASSWORD")
        .doesNotContain(logins.get(14) + "@");
    Said page = run("outbox", "preview", "expired", "--user", logins.get(14), "--html");
    assertThat(page.out()).startsWithIgnoringCase("<!doctype html>").contains(logins.get(14));
    assertThat(run("outbox", "-o", "csv").out()).doesNotContain("expired", "preview");
  }

  @Test
  void theRateIsTaken() {
    assertThat(run("unlock", logins.get(17), "--rate", "50/s", "-y").code()).isZero();
  }

  // --- output
  // -------------------------------------------------------------------------------------

  private static final String RUN_KEYS =
      "run job action directory state actor reason started ended stoppedBy scanned selected applied"
          + " alreadySo skipped failed parked reasons";

  static Stream<Arguments> documents() {
    return Stream.of(
        arguments(
            "users",
            "id dn login mail state policy passwordChangedAt passwordExpiresAt mustChange locked"
                + " enabled"),
        arguments(
            "explain LOGIN", "user canSignIn signIn untouchable policy next reminders done mailed"),
        arguments(
            "report",
            "directory at selection within accounts disabled states neverSignedIn"
                + " recoveryAddressesKnown expiry admins runsSince campaigns moreCampaigns"),
        arguments(
            "plan force-change LOGIN",
            "format checksum plan job action directory server created validUntil mustChange deliver"
                + " deliverTo remindBefore named scanned selected changes alreadySo skipped reasons"
                + " accounts"),
        arguments(
            "unlock LOGIN -n",
            "format checksum plan job action directory server created validUntil mustChange deliver"
                + " deliverTo remindBefore named scanned selected changes alreadySo skipped reasons"
                + " accounts"),
        arguments("unlock LOGIN -y", RUN_KEYS),
        arguments("unlock LOGIN -y --details", RUN_KEYS + " accounts"),
        arguments("runs", RUN_KEYS),
        arguments("runs --missed", ""),
        arguments("resume", ""),
        arguments("outbox", ""),
        arguments("outbox retry", "retried"),
        arguments(
            "outbox preview expiry-reminder --user LOGIN",
            "template language to subject text html"),
        arguments("audit", "seq at actor event directory run subject details hash"),
        arguments("audit verify", "intact entries head"),
        arguments("check", "level subject found mend"),
        arguments(
            "policy list",
            "name dn maxAgeSeconds warnSeconds mustChange minLength history graceLogins"
                + " lockoutSeconds"),
        arguments(
            "policy show default",
            "name dn maxAgeSeconds warnSeconds mustChange minLength history graceLogins"
                + " lockoutSeconds"),
        arguments("policy sync -n", "policy dn outcome detail"),
        arguments("policy set default --max-age 80d", "policy dn outcome detail"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void jsonIsOneDocumentWithStableKeys(String line, String expected) {
    Said said = run((line.replace("LOGIN", logins.get(18)) + " -o json").split(" "));
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(String.join(" ", keys(said.out()))).isEqualTo(expected);
  }

  /**
   * The keys of the object, or of the first object of the array; the document is read to its end.
   */
  private static List<String> keys(String json) {
    List<String> keys = new ArrayList<>();
    try (JsonParser p = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      int outer = p.nextToken() == JsonToken.START_ARRAY ? 2 : 1;
      int depth = 1;
      int objects = outer == 1 ? 1 : 0;
      while (depth > 0) {
        JsonToken token = p.nextToken();
        if (token == null) {
          throw new AssertionError("ends in the middle: " + json);
        }
        if (token.isStructStart()) {
          depth++;
          objects += depth == outer ? 1 : 0;
        } else if (token.isStructEnd()) {
          depth--;
        } else if (token == JsonToken.PROPERTY_NAME && depth == outer && objects == 1) {
          keys.add(p.currentName());
        }
      }
      assertThat(p.nextToken()).as("one document").isNull();
    }
    return keys;
  }

  static Stream<Arguments> lists() {
    return Stream.of(
        arguments(
            "users",
            "id,dn,login,mail,state,policy,passwordChangedAt,passwordExpiresAt,mustChange,locked,enabled"),
        arguments("report", "figure,of,from,until,accounts,disabled"),
        arguments("plan unlock LOGIN", "id,dn,login,change,outcome,reason"),
        arguments("unlock LOGIN -y", "id,dn,login,outcome,reason,detail"),
        arguments(
            "runs",
            "run,job,action,directory,state,started,ended,selected,applied,alreadySo,skipped,failed,parked,actor"),
        arguments("runs --missed", "job,scheduled,state,detail"),
        arguments("outbox", "message,kind,channel,to,state,attempts,run,created,sent,error"),
        arguments("audit", "seq,at,actor,event,directory,run,subject,details,hash"),
        arguments("policy list", "name,dn,maxAgeSeconds,warnSeconds,mustChange"),
        arguments("check", "level,subject,found,mend"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lists")
  void csvHasAHeader(String line, String header) {
    Said said = run((line.replace("LOGIN", logins.get(18)) + " -o csv").split(" "));
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out().lines().findFirst()).contains(header);
  }

  @Test
  void aRunAddsUp() {
    Said said =
        run("force-change", logins.get(19), logins.get(0), Company.BREAK_GLASS, "-y", "-o", "json");
    Map<String, Long> n = new TreeMap<>();
    Matcher count =
        Pattern.compile("\"(selected|applied|alreadySo|skipped|failed|parked)\":(\\d+)")
            .matcher(said.out());
    while (count.find()) {
      n.put(count.group(1), Long.parseLong(count.group(2)));
    }
    assertThat(n.get("selected")).isEqualTo(3);
    assertThat(
            n.getOrDefault("applied", -1L)
                + n.getOrDefault("alreadySo", -1L)
                + n.getOrDefault("skipped", -1L)
                + n.getOrDefault("failed", -1L)
                + n.getOrDefault("parked", -1L))
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 200})
  void tablesFitTheTerminal(int width) {
    run("unlock", logins.get(0), "-y");
    for (String line : List.of("users", "runs", "policy list", "policy show default", "outbox")) {
      Said said = company.on(Terminal.wide(width), line.split(" "));
      assertThat(said.out().lines())
          .as(line)
          .allSatisfy(
              l -> assertThat(l.codePointCount(0, l.length())).as(l).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void colourIsForTerminalsAlone() {
    String[][] commands = {
      {"users"}, {"check"}, {"force-change", "--all"}, {"nonsense"}, {"reset", "--help"}
    };
    for (String[] command : commands) {
      assertThat(run(command).all()).doesNotContain("\u001b");
      assertThat(company.on(new Terminal("", true, true, 80, false), command).all())
          .as("NO_COLOR")
          .doesNotContain("\u001b");
    }
    assertThat(company.on(new Terminal("", true, true, 80, true), "users").out())
        .contains("\u001b[2mlogin");
  }

  @Test
  void quietSaysResultsAndFailuresOnly() {
    assertThat(run("-q", "users").err()).isEmpty();
    assertThat(run("users", "-q").out()).isNotEmpty();
    assertThat(run("-q", "explain", "nobody").err()).isNotEmpty();
  }
}
