package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.cli.Company.Said;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Holders;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.StoreSettings;

/** What commands do, and the code that they end with. */
final class CommandsTest extends CommandsCase {

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
}
