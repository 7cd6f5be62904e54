package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code paused_jobs}; a row for each job that rests. */
final class SqlPauses implements Pauses {

  private final SqliteDatabase database;

  SqlPauses(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public boolean pause(String job, String actor, String reason) {
    return database.write(
        transaction -> {
          int paused =
              transaction
                  .sql()
                  .createUpdate(
                      "INSERT INTO paused_jobs (job, actor, reason, at)"
                          + " VALUES (:job, :actor, :reason, :at) ON CONFLICT (job) DO NOTHING")
                  .bind("job", job)
                  .bind("actor", actor)
                  .bind("reason", reason)
                  .bind("at", transaction.nowMicros())
                  .execute();
          if (paused == 1) {
            event(transaction, actor, "job-paused", job, Map.of("reason", reason));
          }
          return paused == 1;
        });
  }

  @Override
  public boolean goOn(String job, String actor) {
    return database.write(
        transaction -> {
          Optional<Pause> paused = find(transaction.sql(), job);
          paused.ifPresent(
              pause -> {
                transaction
                    .sql()
                    .createUpdate("DELETE FROM paused_jobs WHERE job = :job")
                    .bind("job", job)
                    .execute();
                event(transaction, actor, "job-resumed", job, Map.of("was", pause.sentence()));
              });
          return paused.isPresent();
        });
  }

  private static void event(
      Transaction transaction,
      String actor,
      String event,
      String job,
      Map<String, String> details) {
    AuditChain.append(
        transaction,
        List.of(new AuditChain.Draft(actor, event, "", Optional.empty(), job, details)));
  }

  @Override
  public Optional<Pause> find(String job) {
    return database.read(sql -> find(sql, job));
  }

  private static Optional<Pause> find(Handle sql, String job) {
    return sql.createQuery("SELECT * FROM paused_jobs WHERE job = :job")
        .bind("job", job)
        .map((row, context) -> pause(row))
        .findOne();
  }

  @Override
  public List<Pause> all() {
    return database.read(
        sql ->
            sql.createQuery("SELECT * FROM paused_jobs ORDER BY job")
                .map((row, context) -> pause(row))
                .list());
  }

  private static Pause pause(ResultSet row) throws SQLException {
    return new Pause(
        row.getString("job"),
        row.getString("actor"),
        row.getString("reason"),
        Micros.required(row, "at"));
  }
}
