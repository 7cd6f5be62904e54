package org.keyturn.agent.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyturn.agent.plan.Requests.CLOCK;
import static org.keyturn.agent.plan.Requests.NOW;
import static org.keyturn.agent.plan.Requests.person;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Person;
import org.keyturn.agent.account.Reminders;
import org.keyturn.agent.policy.Rule;

final class PlanDocumentTest {

  private static final Reminders REMINDERS =
      new Reminders(
          List.of(Duration.ofDays(14), Duration.ofHours(12), Duration.ofDays(-1)),
          Duration.ofDays(3),
          Optional.of(Duration.ofHours(12)),
          Optional.of(400));

  @TempDir Path folder;

  private Path written(Person... people) throws IOException {
    Path spool = Files.createDirectories(folder.resolve("spool"));
    Path file = folder.resolve("plan.json");
    PlanRequest request =
        new PlanRequest(
            Optional.of("staff \"rotation\""),
            Action.RESET,
            Requests.everyone(),
            new Rule.Always(),
            new PlanOptions(
                true,
                "mail",
                Optional.of("it@example.com"),
                Optional.of(REMINDERS),
                Optional.empty()),
            Optional.empty());
    try (Plan plan = new Planner(new FakeDirectory().with(people), CLOCK, spool).plan(request);
        OutputStream out = Files.newOutputStream(file)) {
      plan.copyTo(out);
    }
    return file;
  }

  private static List<PlannedAccount> accounts(Plan plan) {
    List<PlannedAccount> all = new ArrayList<>();
    try (PlanCursor cursor = plan.accounts()) {
      cursor.forEachRemaining(all::add);
    }
    return all;
  }

  @Test
  void everythingOfTheHeaderComesBack() throws IOException {
    Path file = written(person("anna"), person("bob").withoutAddresses());
    try (Plan plan = Plan.read(file)) {
      PlanHeader h = plan.header();
      assertThat(h.job()).contains("staff \"rotation\"");
      assertThat(h.action()).isEqualTo(Action.RESET);
      assertThat(h.directory()).isEqualTo("corp");
      assertThat(h.server()).isEqualTo("ldaps://ldap1.example.com");
      assertThat(h.options().mustChange()).isTrue();
      assertThat(h.options().deliver()).isEqualTo("mail");
      assertThat(h.options().deliverTo()).contains("it@example.com");
      assertThat(h.options().reminders()).contains(REMINDERS);
      assertThat(h.createdAt()).isEqualTo(NOW);
      assertThat(h.named()).isFalse();
      assertThat(h.changes()).isEqualTo(2);
      assertThat(plan.checksum()).matches("[0-9a-f]{64}");
      assertThat(accounts(plan)).hasSize(2);
      assertThat(accounts(plan)).as("as often as one likes").hasSize(2);
    }
    assertThat(file).as("a plan that was read stays").exists();
  }

  @Test
  void aPlanOfNobodyIsAPlan() throws IOException {
    try (Plan plan = Plan.read(written())) {
      assertThat(plan.header().selected()).isZero();
      assertThat(accounts(plan)).isEmpty();
    }
  }

  static Stream<String> hostile() {
    return Stream.of(
        "line\r\nbreak",
        "\u001b[31mred\u001b[0m",
        "\"quoted\" \\ back\\\"slash",
        "💎 und 𝒜",
        "zero\u0000byte",
        "\u202egnp.exe",
        "</script><script>",
        "${jndi:ldap://x}{{7*7}}",
        "]}\n,\"accounts\":[",
        " leading and trailing ",
        "é\u0301",
        "x".repeat(65_536));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void whateverAnEntrySaysComesBackAsItIs(String text) throws IOException {
    EntryVersion before = EntryVersion.of(Map.of("pwdChangedTime", text, "pwdReset", "TRUE"));
    PlannedAccount planned =
        new PlannedAccount(
            new AccountId("id-1"),
            "cn=" + text,
            text,
            PlannedAccount.Verdict.SKIPPED,
            "policy-dangling",
            text,
            before);
    Path spool = folder.resolve("spool");
    Files.createDirectories(spool);
    PlanHeader header;
    try (Plan plan = Plan.read(written(person("anna")))) {
      header = plan.header();
    }
    Path file = folder.resolve("hostile.json");
    try (PlanSpool accounts = new PlanSpool(Action.RESET, spool)) {
      accounts.add(planned);
      accounts.add(planned);
      try (Plan plan = accounts.freeze(header);
          OutputStream out = Files.newOutputStream(file)) {
        plan.copyTo(out);
      }
    }
    try (Plan plan = Plan.read(file)) {
      assertThat(accounts(plan)).containsExactly(planned, planned);
    }
    assertThat(Files.readAllLines(file)).as("one line an account").hasSize(4);
  }

  @Test
  void everySingleByteCounts() throws IOException {
    Path file = written(person("anna"));
    byte[] good = Files.readAllBytes(file);
    Path bad = folder.resolve("bad.json");
    for (int i = 0; i < good.length; i++) {
      byte[] changed = good.clone();
      changed[i] ^= (byte) (1 << (i % 8));
      Files.write(bad, changed);
      assertThatThrownBy(() -> Plan.read(bad))
          .as("byte %d of %d, %s", i, good.length, (char) good[i])
          .isInstanceOf(PlanException.class)
          .hasMessageContaining("bad.json");
    }
  }

  @Test
  void whiteSpaceLetterCaseAndOrderCountToo() throws IOException {
    String good = Files.readString(written(person("anna"), person("bob")));
    List<String> lines = good.lines().toList();
    String checksum = good.substring(39, 103);
    assertThat(checksum).matches("[0-9a-f]{64}");
    assertRefused(good.replace(",\"accounts\"", ", \"accounts\""));
    assertRefused(good.replace("\n", "\r\n"));
    assertRefused(good + "\n");
    assertRefused(good.replace(checksum, checksum.toUpperCase(java.util.Locale.ROOT)));
    assertRefused(
        String.join(
            "\n", lines.get(0), lines.get(2) + ",", lines.get(1).replaceAll(",$", ""), "]}\n"));
    assertRefused("\ufeff" + good);
  }

  @Test
  void aPlanThatIsCutAnywhereOrGrewIsRefused() throws IOException {
    byte[] good = Files.readAllBytes(written(person("anna")));
    Path bad = folder.resolve("bad.json");
    for (int length = 0; length < good.length; length++) {
      Files.write(bad, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> Plan.read(bad))
          .as("%d bytes", length)
          .isInstanceOf(PlanException.class);
    }
    Files.write(bad, Arrays.copyOf(good, good.length + 1));
    assertThatThrownBy(() -> Plan.read(bad)).isInstanceOf(PlanException.class);
  }

  @Test
  void whatIsNoPlanIsSaidToBeNone() throws IOException {
    assertThatThrownBy(() -> Plan.read(folder.resolve("missing.json")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("no such plan file");
    assertThatThrownBy(() -> Plan.read(folder)).isInstanceOf(PlanException.class);
    assertRefused("{}");
    assertRefused("");
    assertRefused("[]".repeat(500));
  }

  private void assertRefused(String content) throws IOException {
    Path bad = folder.resolve("bad.json");
    Files.write(bad, content.getBytes(UTF_8));
    assertThatThrownBy(() -> Plan.read(bad)).isInstanceOf(PlanException.class);
  }
}
