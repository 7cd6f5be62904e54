package org.keyturn.agent.journal;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Write-ahead: claims and intents of a window of accounts, with one flush to the disk. */
final class SqlIntents {

  private final SqliteDatabase database;

  SqlIntents(SqliteDatabase database) {
    this.database = database;
  }

  List<Long> intend(Runs.Ownership ownership, List<Intent> intents) {
    return database.write(
        transaction -> {
          Run run = Fence.passOpen(transaction, ownership);
          if (intents.isEmpty()) {
            return List.of();
          }
          Window items =
              Window.read(transaction.sql(), run.id(), intents.stream().map(Intent::seq).toList());
          intents.forEach(intent -> expectPlanned(items.at(intent.seq())));
          List<Intent> claimed = claim(transaction, run, intents, items);
          store(transaction, run, claimed);
          seal(transaction, run, claimed);
          return claimed.stream().map(Intent::seq).toList();
        });
  }

  private static void expectPlanned(Item item) {
    if (item.state() != Item.State.PLANNED) {
      throw new IllegalStateException(
          "account " + item.seq() + " is " + item.state() + ", not PLANNED");
    }
  }

  /** A claim of a run that is done, or none, gives way; that of another open run does not. */
  private static List<Intent> claim(
      Transaction transaction, Run run, List<Intent> intents, Window items) {
    PreparedBatch batch =
        transaction
            .sql()
            .prepareBatch(
                "INSERT INTO claims (directory, account_id, run, seq)"
                    + " VALUES (:directory, :account, :run, :seq)"
                    + " ON CONFLICT (directory, account_id)"
                    + " DO UPDATE SET run = excluded.run, seq = excluded.seq"
                    + " WHERE claims.run = excluded.run OR NOT EXISTS"
                    + " (SELECT 1 FROM runs r WHERE r.id = claims.run AND r.state = 'OPEN')");
    for (Intent intent : intents) {
      batch
          .bind("directory", run.directory())
          .bind("account", items.at(intent.seq()).id().value())
          .bind("run", run.id())
          .bind("seq", intent.seq())
          .add();
    }
    int[] counts = batch.execute();
    List<Intent> claimed = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        claimed.add(intents.get(i));
      }
    }
    return claimed;
  }

  private static void store(Transaction transaction, Run run, List<Intent> claimed) {
    if (claimed.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        transaction
            .sql()
            .prepareBatch(
                "UPDATE items SET state = 'INTENT', attempts = attempts + 1, detail = '', at = :now"
                    + " WHERE run = :run AND seq = :seq AND state = 'PLANNED'");
    for (Intent intent : claimed) {
      batch
          .bind("now", transaction.nowMicros())
          .bind("run", run.id())
          .bind("seq", intent.seq())
          .add();
    }
    batch.execute();
  }

  static void seal(Transaction transaction, Run run, List<Intent> claimed) {
    List<Intent> withPassword =
        claimed.stream().filter(intent -> intent.sealed().length > 0).toList();
    if (withPassword.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        transaction
            .sql()
            .prepareBatch(
                "INSERT INTO sealed (run, seq, content) VALUES (:run, :seq, :content)"
                    + " ON CONFLICT (run, seq) DO UPDATE SET content = excluded.content");
    for (Intent intent : withPassword) {
      batch.bind("run", run.id()).bind("seq", intent.seq()).bind("content", intent.sealed()).add();
    }
    batch.execute();
  }
}
