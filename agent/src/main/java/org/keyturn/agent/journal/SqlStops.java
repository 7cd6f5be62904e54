package org.keyturn.agent.journal;

import java.util.Map;
import java.util.Optional;

/** The column {@code runs.stop_asked}: set by anybody, read by the holder. */
final class SqlStops implements Stops {

  private final SqliteDatabase database;

  SqlStops(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public void ask(String run, String by) {
    database.change(
        transaction -> {
          int asked =
              transaction
                  .sql()
                  .createUpdate(
                      "UPDATE runs SET stop_asked = :by WHERE id = :run AND state = 'OPEN'"
                          + " AND holder <> 0 AND stop_asked IS NULL")
                  .bind("by", by)
                  .bind("run", run)
                  .execute();
          if (asked == 1) {
            RunRows.find(transaction.sql(), run)
                .ifPresent(
                    found ->
                        RunEvents.append(transaction, found, "run-stop-asked", Map.of("by", by)));
          }
        });
  }

  @Override
  public Optional<String> asked(String run) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT stop_asked FROM runs WHERE id = :run AND stop_asked IS NOT NULL")
                .bind("run", run)
                .map((row, context) -> row.getString(1))
                .findOne());
  }
}
