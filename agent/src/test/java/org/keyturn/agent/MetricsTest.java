package org.keyturn.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.config.ConfigFile;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Occurrences;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.web.MetricsServer;

/** What a scraper is told, over the wire. No directory is asked for it. */
final class MetricsTest {

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init") // before every test
  private Agent agent;

  @SuppressWarnings("NullAway.Init") // before every test
  private MetricsServer server;

  @BeforeEach
  void start() throws Exception {
    agent = newAgent("127.0.0.1:0");
    server = agent.metrics().orElseThrow();
    server.start();
  }

  private Agent newAgent(String listen) throws Exception {
    Files.setPosixFilePermissions(
        Files.writeString(folder.resolve("bind.pw"), "secret"),
        PosixFilePermissions.fromString("rw-------"));
    Path config =
        Files.writeString(
            folder.resolve("keyturn.yaml"),
            """
            directories:
              corp:
                url: ldaps://127.0.0.1:1
                bind: {dn: "cn=agent", password: {file: bind.pw}}
                accounts: {base: "ou=people,dc=example"}
            jobs:
              nightly: {directory: corp, schedule: "0 0 2 * * ?", when: always, do: force-change}
              by-hand: {directory: corp, when: always, do: force-change}
            store: {path: store}
            metrics: {listen: "%s"}
            """
                .formatted(listen));
    return new Agent(ConfigFile.load(config), Clock.systemUTC(), Holder.Kind.COMMAND);
  }

  @AfterEach
  void stop() {
    server.close();
    agent.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create(server.address().replace("/metrics", path));
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private String scraped() throws IOException, InterruptedException {
    HttpResponse<String> got = get("/metrics");
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    return got.body();
  }

  @Test
  void whatHappensIsCountedByWhoeverDidIt() throws Exception {
    assertThat(scraped())
        .contains("keyturn_ledger_up 1.0", "keyturn_runs_unfinished 0.0", "jvm_memory_used_bytes")
        .contains("keyturn_job_missed{job=\"nightly\"} 0.0")
        .doesNotContain("by-hand", "keyturn_events_total{");

    try (Agent other = newAgent("127.0.0.1:0");
        Ledger ledger = other.ledger()) {
      for (int i = 0; i < 1_200; i++) {
        ledger.audit().append("anna", "brake-tripped", "corp", "nightly", Map.of());
      }
      ledger.audit().append("anna", "run-done", "corp", "anna's", Map.of());
    }
    assertThat(scraped())
        .contains("keyturn_events_total{event=\"brake-tripped\"} 1200.0")
        .contains("keyturn_events_total{event=\"run-done\"} 1.0")
        .doesNotContain("anna");
    assertThat(scraped())
        .as("nothing is counted twice")
        .contains("keyturn_events_total{event=\"brake-tripped\"} 1200.0");
  }

  @Test
  void aJobSaysWhenItWasBegunLastAndWhetherItWasMissed() throws Exception {
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));
    Occurrences occurrences = agent.ledger().occurrences();
    occurrences.take("nightly", at);
    occurrences.settle("nightly", at, Occurrences.State.FIRED, Optional.of("r"), "");
    assertThat(scraped())
        .containsPattern("keyturn_job_last_begun_seconds\\{job=\"nightly\"} " + number(at))
        .contains("keyturn_job_missed{job=\"nightly\"} 0.0");

    occurrences.missed("nightly", at.plus(Duration.ofHours(24)), "the agent was down");
    assertThat(scraped())
        .containsPattern("keyturn_job_last_begun_seconds\\{job=\"nightly\"} " + number(at))
        .contains("keyturn_job_missed{job=\"nightly\"} 1.0");
  }

  /** As the text format has a double. */
  private static String number(Instant at) {
    return Double.toString(at.getEpochSecond()).replace(".", "\\.");
  }

  @Test
  void aLedgerThatCannotBeReadIsDown() throws Exception {
    scraped();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store/keyturn.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE outbox RENAME TO elsewhere");
      assertThat(scraped()).contains("keyturn_ledger_up 0.0");
      statement.execute("ALTER TABLE elsewhere RENAME TO outbox");
    }
    assertThat(scraped()).contains("keyturn_ledger_up 1.0");
  }

  @Test
  void whatLeavesThisMachineInPlainTextIsNoted() throws Exception {
    try (Agent open = newAgent("0.0.0.0:9464")) {
      assertThat(open.config().notes())
          .anyMatch(note -> note.contains("is told unencrypted to whoever reaches 0.0.0.0:9464"));
    }
  }

  @Test
  void thereIsNothingElse() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/metrics/x").statusCode()).isEqualTo(404);
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(server.address()))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }

  @Test
  void anAddressThatAnotherProcessHasIsTold() throws Exception {
    String taken = URI.create(server.address()).getAuthority();
    try (Agent second = newAgent(taken)) {
      assertThatThrownBy(second::metrics)
          .isInstanceOf(RunFailure.class)
          .hasMessageContaining("metrics.listen: another process has " + taken);
    }
  }
}
