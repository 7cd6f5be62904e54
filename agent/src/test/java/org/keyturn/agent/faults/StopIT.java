package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Keyturn.Ended;

/** Stopped, paused, held by another (faults 8, 21, 24). */
final class StopIT extends FaultPhase {

  private Keyturn.Launched underWay() {
    gate().leave();
    Keyturn.Launched launched = reset("--rate", "50/s");
    Waiting.until("it writes", () -> gate().seen(Kind.MODIFIED) > 20 || !launched.alive());
    return launched;
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void fault08ItDrainsAndIsResumedOnce(String signal) {
    Keyturn.Launched launched = underWay();
    Instant asked = Instant.now();
    launched.signal(signal);

    Ended ended = launched.await().expect(130);

    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(30));
    assertThat(ended.accounted()).isEqualTo(people());
    assertThat(ended.number("applied")).isEqualTo(writes().size());
    assertThat(ended.out()).doesNotContain("\"unknown\"");
    assertThat(writes().size()).isLessThan(people());

    allWell(resume());
    resumeDoesNothing();
  }

  @Test
  void fault24AConfigThatChangesUnderWayChangesNothing() {
    Keyturn.Launched launched = underWay();
    configure("passwords: {length: 20}", "user000005");
    allWell(launched.await());
  }

  /** The plan is the run's, whatever the config would select, brake or generate by now. */
  @Test
  void fault24AConfigThatChangesBeforeTheResumeChangesNobody() {
    Keyturn.Launched launched = underWay();
    launched.kill();
    assertThat(launched.await().exit()).isEqualTo(137);

    configure("passwords: {length: 20}", "user000005");
    Ended ended = resume();

    allWell(ended);
  }

  /** With passwords of another length, a brake of one, and accounts of whoever it may be. */
  private void configure(String passwords, String nobodyBut) {
    configure(passwords);
    Path config = room().resolve("keyturn.yaml");
    Slapd.write(
        config,
        Slapd.read(config)
            .replace("max: 2000, max-percent: 100", "max: 1, max-percent: 1")
            .replace("(objectClass=inetOrgPerson)", "(uid=" + nobodyBut + ")"));
  }

  @Test
  void fault21ARunThatIsOnlyPausedIsNotTakenOver() throws SQLException {
    Keyturn.Launched paused = underWay();
    paused.signal("STOP");
    // What had been sent by then the server still does.
    int before = Waiting.settled("its writes", () -> writes().size());

    try (Connection amidAWrite = placeToWrite()) {
      Ended seen = keyturn().run("-o", "json", "runs").expect(0);
      Ended other = keyturn().run("resume", seen.run()).expect(5);

      assertThat(other.err()).contains(Long.toString(paused.pid()));
      assertThat(amidAWrite.isClosed()).isFalse();
    }
    assertThat(writes()).hasSize(before);
    paused.signal("CONT");
    allWell(paused.await());
  }

  /** As a process has it that is paused at the worst moment; it may have it already. */
  private Connection placeToWrite() throws SQLException {
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + room().resolve("store/keyturn.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("SQLITE_BUSY");
    }
    return connection;
  }

  @Test
  void fault21ThereIsOneDaemonAStore() {
    try (Keyturn.Launched first = keyturn().start("agent")) {
      Waiting.until("it is ready", () -> first.said().contains("ready") || !first.alive());

      Ended second = keyturn().run("agent").expect(5);

      assertThat(second.err()).contains(Long.toString(first.pid()));
      first.signal("TERM");
      first.await().expect(0);
    }
  }

  @Test
  void fault19PasswordsThatAFullDiskSwallowedAreShownOnResume() {
    for (String format : new String[] {"json", "csv", "text"}) {
      Ended unread =
          keyturn()
              .startInto(
                  Path.of("/dev/full"),
                  "-o",
                  format,
                  "reset",
                  "user000005",
                  "--deliver",
                  "show",
                  "-y")
              .awaitUnread();
      assertThat(unread.exit()).as(unread.err()).isEqualTo(130);
      assertThat(unread.err()).contains("keyturn resume");

      Ended ended = resume().expect(0);

      assertThat(ended.passwords()).containsOnlyKeys("user000005");
      assertThat(slapd().refused(ended.passwords())).isEmpty();
    }
  }
}
