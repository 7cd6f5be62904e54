package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody has the one place to write and does not let it go: paused amid a write, say. */
final class BusyStoreTest {

  @TempDir Path folder;

  private Child owner;
  private Connection paused;

  @BeforeEach
  void somebodyWrites() throws SQLException {
    owner = Child.start("hold", store(), "run-1");
    assertThat(owner.line()).isEqualTo("held");
    paused = DriverManager.getConnection("jdbc:sqlite:" + store().resolve("keyturn.db"));
    try (Statement statement = paused.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("UPDATE counters SET value = value + 1 WHERE name = 'fence'");
    }
  }

  @AfterEach
  void itEnds() throws SQLException {
    paused.close();
    owner.close();
  }

  @Test
  void fault21WhoOnlyReadsWaitsForNobody() {
    try (Ledger ledger = opened()) {
      assertThat(ledger.runs().list(10)).extracting(Run::id).containsExactly("run-1");
      assertThat(ledger.runs().aliveHolder("run-1")).map(Holder::pid).contains(owner.pid());
      assertThat(ledger.campaigns().goOn("run-1", "anna")).isEmpty();
    }
  }

  @Test
  void fault21WhoeverOwnsARunIsNamedWithoutWaiting() {
    try (Ledger ledger = opened()) {
      assertThat(ledger.runs().takeOver("run-1"))
          .isInstanceOfSatisfying(
              Runs.TakeOver.HeldBy.class,
              held -> assertThat(held.other().pid()).isEqualTo(owner.pid()));
    }
  }

  @Test
  void fault21WhoMustWriteIsToldWhomItWaitsFor() {
    try (Ledger ledger = opened()) {
      assertThatThrownBy(() -> ledger.audit().append("anna", "x", "corp", "y", Map.of()))
          .isInstanceOf(StoreBusyException.class)
          .hasMessageContaining("process " + owner.pid() + " on ")
          .hasMessageContaining("Nothing was written");
      assertThatThrownBy(() -> ledger.runs().begin(Samples.run("run-2"), Samples.plan(2)))
          .isInstanceOf(StoreBusyException.class);
      assertThat(ledger.runs().find("run-2")).isEmpty();
    }
  }

  private Ledger opened() {
    SqliteLedger ledger = Ledgers.openAsIs(new StoreSettings(store()), Clock.systemUTC());
    ledger.connections().waitAtMost(Duration.ofMillis(50));
    return ledger;
  }

  private Path store() {
    return folder.resolve("store");
  }
}
