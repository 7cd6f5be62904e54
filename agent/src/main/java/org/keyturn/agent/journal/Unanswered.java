package org.keyturn.agent.journal;

import java.util.List;
import java.util.Optional;

/**
 * Writes that were under way in a process that is gone: whether they were sent, and what became of
 * them, only the directory knows. So they are {@code UNKNOWN}, and the audit trail says it in the
 * transaction in which the run changes hands: before the new owner can send any of them again.
 */
final class Unanswered {

  private static final String REASON = "unknown";
  private static final String DETAIL = "its process ended before the answer was recorded";

  private Unanswered() {}

  /** There are two windows of them at most. */
  static void record(Transaction transaction, Run run) {
    List<Outcome> unknown =
        transaction
            .sql()
            .createQuery("SELECT seq FROM items WHERE run = :run AND state = 'INTENT' ORDER BY seq")
            .bind("run", run.id())
            .mapTo(Long.class)
            .map(seq -> new Outcome(seq, Item.State.UNKNOWN, REASON, DETAIL, Optional.empty()))
            .list();
    if (!unknown.isEmpty()) {
      SqlOutcomes.record(transaction, run, unknown);
    }
  }
}
