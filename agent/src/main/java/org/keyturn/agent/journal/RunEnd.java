package org.keyturn.agent.journal;

import java.util.List;
import java.util.Map;

/** How an ownership of a run ends: all done, or let go. */
final class RunEnd {

  private RunEnd() {}

  static void finish(Transaction transaction, Runs.Ownership ownership) {
    Run run = Fence.passOpen(transaction, ownership);
    List<Runs.Count> counts = SqlItems.counts(transaction.sql(), run.id());
    counts.stream()
        .filter(count -> !count.state().isOutcome())
        .findFirst()
        .ifPresent(
            open -> {
              throw new IllegalStateException(
                  "run " + run.id() + " has " + open.accounts() + " accounts " + open.state());
            });
    transaction
        .sql()
        .createUpdate(
            "UPDATE runs SET state = 'DONE', ended_at = :now, stopped_by = NULL, holder = 0"
                + " WHERE id = :run")
        .bind("now", transaction.nowMicros())
        .bind("run", run.id())
        .execute();
    transaction
        .sql()
        .createUpdate("DELETE FROM claims WHERE run = :run")
        .bind("run", run.id())
        .execute();
    SqlSheets.destroyPassphrase(transaction, run);
    RunEvents.append(transaction, run, "run-done", RunEvents.details(counts));
  }

  static void interrupt(Transaction transaction, Runs.Ownership ownership, String stoppedBy) {
    Run run = Fence.passOpen(transaction, ownership);
    transaction
        .sql()
        .createUpdate("UPDATE runs SET holder = 0, stopped_by = :by WHERE id = :run")
        .bind("by", stoppedBy)
        .bind("run", run.id())
        .execute();
    RunEvents.append(transaction, run, "run-interrupted", Map.of("by", stoppedBy));
  }
}
