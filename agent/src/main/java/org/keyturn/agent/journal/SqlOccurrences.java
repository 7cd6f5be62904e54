package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Scheduled instants in the table {@code occurrences}; its primary key lets one taker win. */
final class SqlOccurrences implements Occurrences {

  private final SqliteDatabase database;

  SqlOccurrences(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public boolean take(String job, Instant scheduledAt) {
    return insert(job, scheduledAt, State.FIRED, "");
  }

  @Override
  public void missed(String job, Instant scheduledAt, String detail) {
    insert(job, scheduledAt, State.MISSED, detail);
  }

  private boolean insert(String job, Instant scheduledAt, State state, String detail) {
    return database.write(
        transaction ->
            transaction
                    .sql()
                    .createUpdate(
                        "INSERT INTO occurrences (job, scheduled_at, state, detail)"
                            + " VALUES (:job, :at, :state, :detail)"
                            + " ON CONFLICT (job, scheduled_at) DO NOTHING")
                    .bind("job", job)
                    .bind("at", Micros.of(scheduledAt))
                    .bind("state", state.name())
                    .bind("detail", detail)
                    .execute()
                == 1);
  }

  @Override
  public void settle(
      String job, Instant scheduledAt, State state, Optional<String> run, String detail) {
    int settled =
        database.write(
            transaction ->
                transaction
                    .sql()
                    .createUpdate(
                        "UPDATE occurrences SET state = :state, run = :run, detail = :detail"
                            + " WHERE job = :job AND scheduled_at = :at")
                    .bind("state", state.name())
                    .bind("run", run.orElse(null))
                    .bind("detail", detail)
                    .bind("job", job)
                    .bind("at", Micros.of(scheduledAt))
                    .execute());
    if (settled == 0) {
      throw new IllegalStateException(job + " at " + scheduledAt + " was not taken");
    }
  }

  @Override
  public Optional<Instant> latest(String job) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT scheduled_at FROM occurrences WHERE job = :job"
                        + " ORDER BY scheduled_at DESC LIMIT 1")
                .bind("job", job)
                .map((row, context) -> Micros.required(row, "scheduled_at"))
                .findOne());
  }

  @Override
  public List<Occurrence> list(Optional<String> job, int limit) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT job, scheduled_at, state, run, detail FROM occurrences"
                        + job.map(name -> " WHERE job = :job").orElse("")
                        + " ORDER BY scheduled_at DESC, job LIMIT :limit")
                .bindMap(job.map(name -> java.util.Map.of("job", name)).orElse(java.util.Map.of()))
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Occurrence(
                            row.getString("job"),
                            Micros.required(row, "scheduled_at"),
                            State.valueOf(row.getString("state")),
                            Optional.ofNullable(row.getString("run")),
                            row.getString("detail")))
                .list());
  }
}
