package org.keyturn.agent.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A proof and the one write that it is good for, in one transaction. */
final class ProofSpending {

  private final SqliteDatabase database;
  private final SqlHolders holders;

  ProofSpending(SqliteDatabase database, SqlHolders holders) {
    this.database = database;
    this.holders = holders;
  }

  Optional<Runs.Ownership> spend(
      String proof,
      String browser,
      Run run,
      Item item,
      byte[] sealed,
      List<Map.Entry<Run, Item>> later) {
    Holder self = holders.required();
    try {
      return Optional.of(
          database.write(
              transaction -> {
                spendOrUndo(transaction, proof, browser, run, item);
                TicketRows.endAll(transaction, run.directory(), item.id().value(), proof);
                Runs.Ownership ownership =
                    RunStart.begin(transaction, run, List.of(item).iterator(), i -> sealed, self);
                intendOrUndo(transaction, run, new Intent(item.seq(), sealed));
                later.forEach(other -> begin(transaction, other, run, self));
                return ownership;
              }));
    } catch (NotSpent e) {
      return Optional.empty();
    }
  }

  /** Whoever resumes what is left takes it up, once the first is done. */
  private static void begin(
      Transaction transaction, Map.Entry<Run, Item> later, Run first, Holder self) {
    Runs.Ownership ownership =
        RunStart.begin(
            transaction,
            later.getKey(),
            List.of(later.getValue()).iterator(),
            i -> new byte[0],
            self);
    RunEnd.interrupt(transaction, ownership, "run " + first.id() + " goes first");
  }

  /** Undoes the transaction. */
  private static final class NotSpent extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotSpent() {
      super("not spent", null, false, false);
    }
  }

  private static void intendOrUndo(Transaction transaction, Run run, Intent intent) {
    if (SqlIntents.intend(transaction, run, List.of(intent)).isEmpty()) {
      throw new NotSpent();
    }
  }

  private static void spendOrUndo(
      Transaction transaction, String proof, String browser, Run run, Item item) {
    int spent =
        transaction
            .sql()
            .createUpdate(
                "UPDATE tickets SET step = 'SPENT', run = :run WHERE id = :id"
                    + " AND browser = :browser AND step = 'PROVED' AND genuine = 1"
                    + " AND directory = :directory AND subject = :subject AND expires_at > :now")
            .bind("run", run.id())
            .bind("id", proof)
            .bind("browser", browser)
            .bind("directory", run.directory())
            .bind("subject", item.id().value())
            .bind("now", transaction.nowMicros())
            .execute();
    if (spent != 1) {
      throw new NotSpent();
    }
  }

  void giveBack(String run) {
    database.change(
        transaction ->
            transaction
                .sql()
                .createUpdate(
                    "UPDATE tickets SET step = 'PROVED', run = NULL WHERE run = :run"
                        + " AND step = 'SPENT'")
                .bind("run", run)
                .execute());
  }
}
