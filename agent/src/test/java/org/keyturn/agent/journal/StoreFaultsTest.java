package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that is unsafe, damaged, gone, full or too new: a sentence, and nothing written. */
final class StoreFaultsTest {

  private static final int PAGE = 4096;

  @TempDir Path folder;

  @Test
  void aNewStoreBelongsToItsOwnerAlone() throws IOException {
    open().close();
    assertThat(mode(store())).isEqualTo("rwx------");
    assertThat(mode(database())).isEqualTo("rw-------");
    try (Ledger ledger = open()) {
      ledger.audit().append("anna", "x", "corp", "y", Map.of());
      assertThat(mode(store().resolve("audit.head"))).isEqualTo("rw-------");
      assertThat(mode(store().resolve("keyturn.db-wal"))).isEqualTo("rw-------");
    }
  }

  @ParameterizedTest(name = "a folder with mode {0} is refused")
  @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
  void aFolderThatOthersWriteIsRefused(String mode) throws IOException {
    open().close();
    Files.setPosixFilePermissions(store(), PosixFilePermissions.fromString(mode));
    refused("Others can write to", "chmod go-rwx");
  }

  @Test
  void aDatabaseThatOthersWriteIsRefused() throws IOException {
    open().close();
    Files.setPosixFilePermissions(database(), PosixFilePermissions.fromString("rw-rw----"));
    refused("Others can write to", "keyturn.db");
  }

  @Test
  void aFileInThePlaceOfTheFolderIsRefused() throws IOException {
    Files.writeString(store(), "x");
    refused("is not a folder");
  }

  @Test
  void whatIsNotADatabaseIsRefused() throws IOException {
    open().close();
    Files.writeString(database(), "Dear diary, ".repeat(1_000));
    refused("is not a database of this agent", "Restore it from a backup");
  }

  @Test
  void aTruncatedDatabaseIsRefused() throws IOException {
    filled();
    try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    refused("is damaged", "restore it from a backup");
  }

  @Test
  void anEmptiedDatabaseIsRefused() throws IOException {
    filled();
    Files.write(database(), new byte[0]);
    refused("is empty", "audit.head", "Restore the folder from a backup");
    assertThat(Files.size(database())).isZero();
  }

  @Test
  void aDeletedDatabaseIsRefused() throws IOException {
    filled();
    Files.delete(database());
    refused("is gone", "audit.head");
    assertThat(database()).doesNotExist();
  }

  @Test
  void flippedBitsAreFoundByAnExamination() throws IOException {
    filled();
    StoreSettings settings = new StoreSettings(store());
    assertThat(Ledgers.examine(settings)).isEmpty();
    try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
      // Behind the pages that hold the tables' definitions, which were there first.
      long pages = file.length() / PAGE;
      for (long page = pages * 3 / 4; page < pages; page++) {
        file.seek(page * PAGE);
        file.write(new byte[16]);
      }
    }
    assertThat(Ledgers.examine(settings)).isNotEmpty();
    try (Ledger ledger = Ledgers.openToInspect(settings, Clock.systemUTC())) {
      assertThatThrownBy(() -> ledger.runs().items("a", item -> {}))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("is damaged");
    }
  }

  @Test
  void aStoreOfANewerVersionIsRefused() throws Exception {
    open().close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO flyway_schema_history SELECT 99, '099', description, type, script, checksum,"
              + " installed_by, installed_on, execution_time, success FROM flyway_schema_history"
              + " WHERE version = '001'");
    }
    refused("newer version", "99");
  }

  @Test
  void aDatabaseThatGoesAwayInUseTakesNoMoreWrites() throws IOException {
    try (Ledger ledger = open()) {
      ledger.audit().append("anna", "x", "corp", "y", Map.of());
      Files.delete(database());
      assertThatThrownBy(() -> ledger.audit().append("anna", "x", "corp", "y", Map.of()))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("was deleted or replaced");
      Files.write(database(), new byte[0]);
      assertThatThrownBy(() -> ledger.occurrences().take("job", Samples.NOW))
          .isInstanceOf(LedgerException.class);
    }
  }

  @Test
  void aFullDiskLeavesNothingHalfWrittenAndIsUsableWithSpaceAgain() {
    try (SqliteLedger ledger = Ledgers.openAsIs(new StoreSettings(store()), Clock.systemUTC())) {
      ledger.holders().register(Holder.Kind.COMMAND);
      Runs.Ownership mine = ledger.runs().begin(Samples.run("a"), Samples.plan(2_000));
      ledger.connections().limitPages(1);

      int written = 0;
      try {
        for (int from = 0; from < 2_000; from += 50) {
          ledger.runs().intend(mine, Samples.intents(from, from + 50));
          written += 50;
          ledger.runs().record(mine, Samples.applied("a", from, from + 50));
        }
      } catch (LedgerException e) {
        assertThat(e).hasMessageContaining("is full").hasMessageContaining("Nothing was written");
      }
      assertThat(written).isLessThan(2_000);
      assertThatThrownBy(() -> ledger.runs().begin(Samples.run("b"), Samples.plan(2_000)))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("is full");
      assertThat(ledger.runs().find("b")).isEmpty();
      assertThat(ledger.runs().unresolved("a", 2_000).size() % 50).isZero();
      assertThat(ledger.audit().verify(Optional.empty()))
          .isInstanceOf(AuditTrail.Verdict.Intact.class);

      ledger.connections().limitPages(1_000_000);
      List<Long> sent = ledger.runs().unresolved("a", 2_000).stream().map(Item::seq).toList();
      ledger.runs().record(mine, sent.stream().map(seq -> Samples.applied("a", seq)).toList());
      ledger.runs().begin(Samples.run("b"), Samples.plan(2_000));
    }
  }

  @Test
  void itOpensQuicklyOnceItIsThere() {
    filled();
    open().close();
    long began = System.nanoTime();
    open().close();
    // Some 25 ms on a quiet machine; Flyway's part alone would be ten times that.
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void severalProcessesMayMakeItAtOnce() {
    List<Child> children = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      children.add(Child.start("append", store(), "child", "5"));
    }
    for (Child child : children) {
      assertThat(child.line()).isEqualTo("appended");
      assertThat(child.await()).isZero();
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.audit().verify(Optional.empty()))
          .isEqualTo(new AuditTrail.Verdict.Intact(15, ledger.audit().head()));
    }
  }

  @Test
  void manyThreadsWriteAndReadAtOnce() throws Exception {
    int threads = 8;
    long accounts = threads * 80L;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Ledger ledger = open()) {
      ledger.holders().register(Holder.Kind.COMMAND);
      Runs.Ownership mine = ledger.runs().begin(Samples.run("a"), Samples.plan(accounts));
      List<Callable<Integer>> work = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        long first = thread * 80L;
        work.add(
            () -> {
              int seen = 0;
              for (long from = first; from < first + 80; from += 8) {
                ledger.runs().intend(mine, Samples.intents(from, from + 8));
                seen += ledger.runs().unresolved("a", 1_000).size();
                ledger.runs().record(mine, Samples.applied("a", from, from + 8));
                seen += ledger.outbox().list(Optional.empty(), 10).size();
              }
              return seen;
            });
      }
      for (Future<Integer> done : pool.invokeAll(work)) {
        assertThat(done.get()).isPositive();
      }
      ledger.runs().finish(mine);
      assertThat(ledger.runs().counts("a"))
          .containsExactly(new Runs.Count(Item.State.APPLIED, "", accounts));
      assertThat(ledger.audit().verify(Optional.empty()))
          .isInstanceOf(AuditTrail.Verdict.Intact.class);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aLargePlanStreamsThroughASmallHeap() {
    try (Child child = Child.start(List.of("-Xmx32m"), "begin", store(), "100000")) {
      assertThat(child.line()).isEqualTo("begun");
      assertThat(child.await()).isZero();
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.runs().counts("many"))
          .containsExactly(new Runs.Count(Item.State.PLANNED, "", 100_000));
    }
  }

  @Test
  void aClosedLedgerSaysSo() {
    Ledger ledger = open();
    ledger.close();
    assertThatCode(ledger::close).doesNotThrowAnyException();
    assertThatThrownBy(() -> ledger.audit().head()).isInstanceOf(IllegalStateException.class);
  }

  private void filled() {
    try (Ledger ledger = open()) {
      ledger.holders().register(Holder.Kind.COMMAND);
      ledger.runs().begin(Samples.run("a"), Samples.plan(500));
    }
  }

  private void refused(String... words) {
    assertThatThrownBy(this::open)
        .isInstanceOf(LedgerException.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining(store().toString());
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Path store() {
    return folder.resolve("store");
  }

  private Path database() {
    return store().resolve("keyturn.db");
  }

  private Ledger open() {
    return Ledgers.open(new StoreSettings(store()), Clock.systemUTC());
  }
}
