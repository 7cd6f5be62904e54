package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Reminders;

/** What the ledger keeps for an undo, and how a store from before that is brought up. */
final class UndoColumnsTest {

  private static final EntryVersion AFTER = EntryVersion.of(Map.of("pwdReset", "TRUE"));

  @TempDir Path folder;

  @Test
  void whatAWriteLeftIsKept() {
    try (Ledger ledger = open()) {
      ledger.holders().register(Holder.Kind.COMMAND);
      Runs runs = ledger.runs();
      Runs.Ownership mine = runs.begin(Samples.run("a", Action.FORCE_CHANGE), Samples.plan(2));
      runs.intend(mine, Samples.intents(0, 2));
      runs.record(
          mine,
          List.of(
              new Outcome(0, Item.State.APPLIED, "", "", Optional.empty()).leaving(AFTER),
              Samples.outcome(1, Item.State.FAILED)));

      assertThat(runs.item("a", Samples.item(0).id()).orElseThrow().after()).contains(AFTER);
      assertThat(runs.item("a", Samples.item(1).id()).orElseThrow().after()).isEmpty();
      assertThat(runs.item("b", Samples.item(0).id())).isEmpty();
    }
  }

  @Test
  void aStoreOfTheFirstVersionKeepsItsRuns() throws Exception {
    Path store =
        Files.createDirectory(
            store(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path database =
        Files.createFile(
            store.resolve("keyturn.db"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + database, null, null)
        .locations("classpath:org/keyturn/agent/journal")
        .target("1")
        .load()
        .migrate();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var sql = connection.createStatement()) {
      sql.execute(
          "INSERT INTO runs VALUES ('a', NULL, 'disable', 'corp', 'ldaps://x', 'anna', '', 'c', 0,"
              + " '', NULL, NULL, 1, 'DONE', 1, 2, NULL, 0, 1)");
      sql.execute(
          "INSERT INTO runs VALUES ('b', 'reminder', 'remind', 'corp', 'ldaps://x', 'anna', '',"
              + " 'c', 0, '', NULL, 'PT336H', 1, 'OPEN', 1, NULL, NULL, 0, 1)");
      sql.execute(
          "INSERT INTO items VALUES ('a', 0, 'id-0', 'uid=u0', 'u0', 'why', '{}', 'APPLIED', '',"
              + " '', 1, 2)");
    }
    try (Ledger ledger = open()) {
      Run run = ledger.runs().find("a").orElseThrow();
      assertThat(run.options().undoes()).isEmpty();
      assertThat(run.options().reminding()).isEmpty();
      Reminding reminding =
          ledger.runs().find("b").orElseThrow().options().reminding().orElseThrow();
      assertThat(reminding.reminders())
          .as("a run of reminders goes on as it began")
          .isEqualTo(Reminders.within(Duration.ofDays(14)));
      Item item = ledger.runs().item("a", Samples.item(0).id()).orElseThrow();
      assertThat(item.state()).isEqualTo(Item.State.APPLIED);
      assertThat(item.after()).isEmpty();
    }
  }

  private Path store() {
    return folder.resolve("store");
  }

  private Ledger open() {
    return Ledgers.open(new StoreSettings(store()), Clock.systemUTC());
  }
}
