package org.keyturn.agent.journal;

/** The check that every write to a run makes first, in its own transaction. */
final class Fence {

  private Fence() {}

  /**
   * Lets the owner through and keeps the run's row until the transaction ends, so that nobody takes
   * the run over meanwhile.
   *
   * @return the run
   * @throws FencedException where another process took the run over
   */
  static Run pass(Transaction transaction, Runs.Ownership ownership) {
    int owned =
        transaction
            .sql()
            .createUpdate("UPDATE runs SET fence = fence WHERE id = :run AND fence = :fence")
            .bind("run", ownership.run())
            .bind("fence", ownership.fence())
            .execute();
    if (owned == 0) {
      throw new FencedException(ownership.run());
    }
    return transaction
        .sql()
        .createQuery("SELECT " + RunRows.RUN + " FROM runs r WHERE r.id = :run")
        .bind("run", ownership.run())
        .map((row, context) -> RunRows.run(row))
        .one();
  }

  /**
   * As {@link #pass}, for what makes sense before the end alone.
   *
   * @throws IllegalStateException where the run is done
   */
  static Run passOpen(Transaction transaction, Runs.Ownership ownership) {
    Run run = pass(transaction, ownership);
    if (run.state() != Run.State.OPEN) {
      throw new IllegalStateException("run " + run.id() + " is done");
    }
    return run;
  }
}
