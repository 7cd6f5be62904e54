package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.journal.AuditTrail.Head;
import org.keyturn.agent.journal.AuditTrail.Verdict;

/** The trail as an attacker with the sqlite3 command leaves it, and what is told of it. */
final class AuditTrailTest {

  private static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void whatWasAppendedIsReadInOrder() {
    try (Ledger ledger = open()) {
      assertThat(ledger.audit().head()).isEmpty();
      assertThat(ledger.audit().verify(Optional.empty()))
          .isEqualTo(new Verdict.Intact(0, Optional.empty()));
      Map<String, String> details = Map.of("b", "ü \ud83d\udd11", "a", "\u0000\"\\\r\n");
      ledger.audit().append("anna", "policy-set", "corp", "cn=default", details);
      ledger.audit().append("", "", "", "", Map.of());

      List<AuditTrail.Entry> entries = new ArrayList<>();
      ledger.audit().entries(Samples.NOW, entries::add);
      assertThat(entries).extracting(AuditTrail.Entry::seq).containsExactly(1L, 2L);
      assertThat(entries.get(0).details()).isEqualTo(details);
      assertThat(entries.get(0).at()).isEqualTo(Samples.NOW);
      assertThat(entries.get(0).run()).isEmpty();
      ledger.audit().entries(Samples.NOW.plusNanos(1_000), entries::add);
      assertThat(entries).hasSize(2);
      assertThat(ledger.audit().head()).contains(new Head(2, entries.get(1).hash()));
    }
  }

  /** Computed apart from this program, with printf and sha256sum. */
  @Test
  void theEncodingIsTheOneInTheJavadoc() {
    AuditTrail.Entry entry =
        new AuditTrail.Entry(
            1,
            Instant.parse("1970-01-01T00:00:00.000002Z"),
            "a",
            "e",
            "",
            Optional.of("r"),
            "é",
            Map.of("k", "v"),
            "");
    assertThat(AuditChain.hash(AuditChain.START, entry))
        .isEqualTo("16a41f25a04f1cd2289301e6491cedee8970e64fc445aba8911eb4eba0e9572e");
  }

  @ParameterizedTest(name = "{0}: first wrong at {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE audit SET actor = 'mallory' WHERE seq = 3                              | 3",
        "UPDATE audit SET at = at + 1 WHERE seq = 3                                    | 3",
        "UPDATE audit SET run = '' WHERE seq = 3                                       | 3",
        "UPDATE audit SET details = '{\"n\":\"x\"}' WHERE seq = 3                      | 3",
        "UPDATE audit SET details = 'no JSON' WHERE seq = 3                            | 3",
        "UPDATE audit SET subject = 'x', directory = '' WHERE seq = 1                  | 1",
        "UPDATE audit SET hash = '" + BOGUS + "' WHERE seq = 5                         | 5",
        "DELETE FROM audit WHERE seq = 1                                               | 1",
        "DELETE FROM audit WHERE seq = 3                                               | 3",
        "DELETE FROM audit WHERE seq > 3                                               | 4",
        "DELETE FROM audit                                                             | 1",
        "UPDATE audit SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3);"
            + "UPDATE audit SET seq = -seq WHERE seq < 0                               | 2",
        "DELETE FROM audit WHERE seq = 3; UPDATE audit SET seq = seq - 1 WHERE seq > 3 | 3",
        "INSERT INTO audit SELECT 6, at, actor, event, directory, run, subject, details, hash"
            + " FROM audit WHERE seq = 5                                               | 6",
        "UPDATE audit_head SET seq = 4                                                 | 4",
      })
  void tamperingIsFoundWithItsPosition(String statements, long position) throws Exception {
    try (Ledger ledger = open()) {
      append(ledger, 5);
      sql(statements);
      Verdict verdict = ledger.audit().verify(Optional.empty());
      assertThat(verdict).isInstanceOf(Verdict.Tampered.class);
      assertThat(((Verdict.Tampered) verdict).seq()).isEqualTo(position);
    }
  }

  private static final String BOGUS =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @Test
  void aTrailCutWithItsOwnHeadIsHeldAgainstTheFileOutside() throws Exception {
    try (Ledger ledger = open()) {
      append(ledger, 5);
      cutTo(3);
      assertThat(ledger.audit().verify(Optional.empty()))
          .isEqualTo(
              new Verdict.Tampered(
                  4, "the trail ends after entry 3, and audit.head knows entry 5"));
    }
  }

  @Test
  void aTrailCutWithBothItsHeadsIsHeldAgainstAnExportedOne() throws Exception {
    try (Ledger ledger = open()) {
      append(ledger, 5);
      Optional<Head> exported = ledger.audit().head();
      cutTo(3);
      Files.delete(store().resolve("audit.head"));
      assertThat(ledger.audit().verify(Optional.empty())).isInstanceOf(Verdict.Intact.class);
      assertThat(ledger.audit().verify(exported)).isInstanceOf(Verdict.Tampered.class);

      append(ledger, 5);
      Verdict verdict = ledger.audit().verify(exported);
      assertThat(verdict).isInstanceOf(Verdict.Tampered.class);
      assertThat(((Verdict.Tampered) verdict).seq()).isEqualTo(5);
    }
  }

  @Test
  void aTrailThatGrewSinceTheExportIsIntact() {
    try (SqliteLedger ledger = Ledgers.openAsIs(new StoreSettings(store()), CLOCK)) {
      append(ledger, 2);
      Optional<Head> exported = ledger.audit().head();
      appendAtOnce(ledger, 1_500);
      assertThat(ledger.audit().verify(exported))
          .isEqualTo(new Verdict.Intact(1_502, ledger.audit().head()));
    }
  }

  @Test
  void aStoreFromLastWeekIsRefusedUntilSomebodyAnswersForIt() throws Exception {
    Path backup = folder.resolve("backup.db");
    try (Ledger ledger = open()) {
      append(ledger, 3);
    }
    Files.copy(store().resolve("keyturn.db"), backup);
    try (Ledger ledger = open()) {
      append(ledger, 3);
    }
    Files.delete(store().resolve("keyturn.db"));
    Files.copy(backup, store().resolve("keyturn.db"));

    assertThatThrownBy(this::open)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("no entry 6")
        .hasMessageContaining("restored from a backup");
    StoreSettings settings = new StoreSettings(store());
    try (Ledger ledger = Ledgers.openToInspect(settings, CLOCK)) {
      assertThat(ledger.audit().verify(Optional.empty()))
          .isEqualTo(
              new Verdict.Tampered(
                  4, "the trail ends after entry 3, and audit.head knows entry 6"));
    }

    Ledgers.acceptRestored(settings, CLOCK, "anna", "disk died");
    try (Ledger ledger = open()) {
      assertThat(ledger.audit().verify(Optional.empty()))
          .isEqualTo(new Verdict.Intact(4, ledger.audit().head()));
      List<AuditTrail.Entry> entries = new ArrayList<>();
      ledger.audit().entries(Instant.EPOCH, entries::add);
      assertThat(entries.get(3).event()).isEqualTo("store-accepted");
      assertThat(entries.get(3).details()).containsEntry("headSeq", "6");
    }
  }

  @Test
  void aHeadThatIsOlderThanTheTrailIsWhatACrashLeaves() throws Exception {
    try (Ledger ledger = open()) {
      append(ledger, 3);
      String old = Files.readString(store().resolve("audit.head"));
      append(ledger, 1);
      Files.writeString(store().resolve("audit.head"), old);
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.audit().verify(Optional.empty())).isInstanceOf(Verdict.Intact.class);
      append(ledger, 1);
      assertThat(Files.readString(store().resolve("audit.head"))).startsWith("5 ");
    }
  }

  @Test
  void severalProcessesAppendToOneChain() {
    try (Ledger ledger = open();
        Child one = Child.start("append", store(), "one", "60");
        Child two = Child.start("append", store(), "two", "60")) {
      append(ledger, 30);
      assertThat(one.line()).isEqualTo("appended");
      assertThat(two.line()).isEqualTo("appended");
      assertThat(one.await()).isZero();
      assertThat(two.await()).isZero();
      assertThat(ledger.audit().verify(Optional.empty()))
          .isEqualTo(new Verdict.Intact(150, ledger.audit().head()));
    }
  }

  private static void append(Ledger ledger, int entries) {
    for (int i = 0; i < entries; i++) {
      ledger.audit().append("anna", "policy-set", "corp", "default", Map.of("n", "" + i));
    }
  }

  private static void appendAtOnce(SqliteLedger ledger, int entries) {
    AuditChain.Draft draft =
        new AuditChain.Draft("anna", "policy-set", "corp", Optional.empty(), "default", Map.of());
    ledger
        .database()
        .change(transaction -> AuditChain.append(transaction, Collections.nCopies(entries, draft)));
  }

  private void cutTo(long seq) throws SQLException {
    sql(
        "DELETE FROM audit WHERE seq > "
            + seq
            + "; UPDATE audit_head SET seq = "
            + seq
            + ", hash = (SELECT hash FROM audit WHERE seq = "
            + seq
            + ")");
  }

  private void sql(String statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + store().resolve("keyturn.db"));
        Statement statement = connection.createStatement()) {
      for (String one : statements.split(";", -1)) {
        statement.execute(one);
      }
    }
  }

  private Path store() {
    return folder.resolve("store");
  }

  private Ledger open() {
    return Ledgers.open(new StoreSettings(store()), CLOCK);
  }
}
