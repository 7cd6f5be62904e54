package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pages by key, never by offset: the tenth costs what the first does. */
final class SqlLookups implements Lookups {

  private final SqliteDatabase database;

  SqlLookups(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public List<Run> runs(RunQuestion question, int limit) {
    return runs("", Map.of(), question, limit);
  }

  @Override
  public List<Run> runsBefore(String run, RunQuestion question, int limit) {
    return runs(
        " AND (r.started_at, r.id) < (SELECT b.started_at, b.id FROM runs b WHERE b.id = :before)",
        Map.of("before", run),
        question,
        limit);
  }

  private List<Run> runs(
      String where, Map<String, String> values, RunQuestion question, int limit) {
    StringBuilder sql = new StringBuilder(where);
    Map<String, String> bound = new HashMap<>(values);
    question.kind().ifPresent(kind -> sql.append(kind(kind)));
    if (!question.job().isEmpty()) {
      sql.append(" AND r.job = :job");
      bound.put("job", question.job());
    }
    if (!question.actor().isEmpty()) {
      sql.append(" AND r.actor = :actor");
      bound.put("actor", question.actor());
    }
    question
        .action()
        .ifPresent(
            action -> {
              sql.append(" AND r.action = :action");
              bound.put("action", action.id());
            });
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + RunRows.RUN
                        + " FROM runs r WHERE 1 = 1"
                        + sql
                        + " ORDER BY r.started_at DESC, r.id DESC LIMIT :limit")
                .bindMap(bound)
                .bind("limit", limit)
                .map((row, context) -> RunRows.run(row))
                .list());
  }

  private static String kind(RunQuestion.Kind kind) {
    return switch (kind) {
      case OPEN -> " AND r.state = 'OPEN'";
      case DONE -> " AND r.state = 'DONE'";
      case FAILED ->
          " AND EXISTS (SELECT 1 FROM items i WHERE i.run = r.id"
              + " AND i.state IN ('FAILED', 'PARKED'))";
    };
  }

  @Override
  public List<Message> messages(Optional<Message.State> state, long before, int limit) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT * FROM outbox WHERE id < :before"
                        + state.map(one -> " AND state = :state").orElse("")
                        + " ORDER BY id DESC LIMIT :limit")
                .bind("before", before)
                .bind("state", state.map(Message.State::name).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> SqlOutbox.message(row))
                .list());
  }

  @Override
  public Map<Message.State, Long> waiting() {
    Map<Message.State, Long> waiting = new EnumMap<>(Message.State.class);
    for (Message.State state : List.of(Message.State.OWED, Message.State.PARKED)) {
      waiting.put(
          state,
          database.read(
              sql ->
                  sql.createQuery("SELECT COUNT(*) FROM outbox WHERE state = :state")
                      .bind("state", state.name())
                      .mapTo(Long.class)
                      .one()));
    }
    return waiting;
  }

  @Override
  public Optional<Instant> dueSince(Instant now) {
    return database.read(
        sql ->
            sql.createQuery(
                    "SELECT next_attempt_at FROM outbox WHERE state = 'OWED'"
                        + " AND next_attempt_at <= :now ORDER BY next_attempt_at LIMIT 1")
                .bind("now", Micros.of(now))
                .map((row, context) -> Micros.required(row, "next_attempt_at"))
                .findFirst());
  }

  @Override
  public AuditPage audit(AuditQuestion question, long before, int limit) {
    return database.read(sql -> AuditRows.page(sql, question, before, limit));
  }
}
