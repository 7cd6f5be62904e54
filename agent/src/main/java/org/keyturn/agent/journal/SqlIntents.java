package org.keyturn.agent.journal;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
          return intents.isEmpty() ? List.of() : intend(transaction, run, intents);
        });
  }

  static List<Long> intend(Transaction transaction, Run run, List<Intent> intents) {
    List<Long> seqs = intents.stream().map(Intent::seq).toList();
    expectPlanned(Window.read(transaction.sql(), run.id(), seqs), seqs);
    claim(transaction, run, seqs);
    Set<Long> claimed = store(transaction, run, seqs);
    List<Intent> granted = intents.stream().filter(i -> claimed.contains(i.seq())).toList();
    seal(transaction, run, granted);
    return granted.stream().map(Intent::seq).toList();
  }

  private static void expectPlanned(Window items, List<Long> seqs) {
    for (long seq : seqs) {
      if (items.at(seq).state() != Item.State.PLANNED) {
        throw new IllegalStateException(
            "account " + seq + " is " + items.at(seq).state() + ", not PLANNED");
      }
    }
  }

  /** A claim of a run that is done, or none, gives way; that of another open run does not. */
  private static void claim(Transaction transaction, Run run, List<Long> seqs) {
    transaction
        .sql()
        .createUpdate(
            "INSERT INTO claims (directory, account_id, run, seq)"
                + " SELECT :directory, i.account_id, i.run, i.seq FROM items i"
                + " WHERE i.run = :run AND i.seq IN (<seqs>)"
                + " ON CONFLICT (directory, account_id)"
                + " DO UPDATE SET run = excluded.run, seq = excluded.seq"
                + " WHERE claims.run = excluded.run OR NOT EXISTS"
                + " (SELECT 1 FROM runs r WHERE r.id = claims.run AND r.state = 'OPEN')")
        .bind("directory", run.directory())
        .bind("run", run.id())
        .bindList("seqs", seqs)
        .execute();
  }

  /** Those whose claim is this run's. */
  private static Set<Long> store(Transaction transaction, Run run, List<Long> seqs) {
    return transaction
        .sql()
        .createQuery(
            "UPDATE items SET state = 'INTENT', attempts = attempts + 1, detail = '', at = :now"
                + " WHERE run = :run AND seq IN (<seqs>)"
                + " AND EXISTS (SELECT 1 FROM claims c WHERE c.directory = :directory"
                + " AND c.account_id = items.account_id AND c.run = :run)"
                + " RETURNING seq")
        .bind("now", transaction.nowMicros())
        .bind("run", run.id())
        .bind("directory", run.directory())
        .bindList("seqs", seqs)
        .map((row, context) -> row.getLong(1))
        .collect(Collectors.toSet());
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
