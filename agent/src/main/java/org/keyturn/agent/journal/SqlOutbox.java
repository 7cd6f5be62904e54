package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * Messages in the table {@code outbox}. What somebody dropped or sent meanwhile stays as it is: a
 * later word on it changes nothing.
 */
final class SqlOutbox implements Outbox {

  /** What a run owes, or nobody does. */
  record Owed(Optional<String> run, NewMessage message) {}

  private final SqliteDatabase database;

  SqlOutbox(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public boolean add(NewMessage message) {
    return database.write(
        transaction -> insert(transaction, List.of(new Owed(Optional.empty(), message))) == 1);
  }

  /** Stores those whose dedupe key is new; returns how many. */
  static int insert(Transaction transaction, List<Owed> messages) {
    if (messages.isEmpty()) {
      return 0;
    }
    long id = transaction.draw("message", messages.size()) - messages.size();
    PreparedBatch batch =
        transaction
            .sql()
            .prepareBatch(
                "INSERT INTO outbox (id, message_id, dedupe, run, kind, channel, recipient,"
                    + " language, login, field_values, sealed, state, attempts, created_at,"
                    + " next_attempt_at, error) VALUES (:id, :messageId, :dedupe, :run, :kind,"
                    + " :channel, :recipient, :language, :login, :values, :sealed, 'OWED', 0, :now,"
                    + " :next, '') ON CONFLICT (dedupe) DO NOTHING");
    for (Owed owed : messages) {
      NewMessage message = owed.message();
      id++;
      batch
          .bind("id", id)
          .bind("messageId", "<" + UUID.randomUUID() + "@keyturn>")
          .bind("dedupe", message.dedupe())
          .bind("run", owed.run().orElse(null))
          .bind("kind", message.kind())
          .bind("channel", message.channel().name())
          .bind("recipient", message.recipient())
          .bind("language", message.language())
          .bind("login", message.values().get("login"))
          .bind("values", Json.write(message.values()))
          .bind("sealed", message.sealed().length == 0 ? null : message.sealed())
          .bind("now", transaction.nowMicros())
          .bind("next", message.notBefore().map(Micros::of).orElse(transaction.nowMicros()))
          .add();
    }
    int stored = 0;
    for (int count : batch.execute()) {
      stored += count;
    }
    return stored;
  }

  @Override
  public boolean has(String dedupe) {
    return database.read(
        sql ->
            sql.createQuery("SELECT 1 FROM outbox WHERE dedupe = :dedupe")
                .bind("dedupe", dedupe)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  @Override
  public List<Message> due(Channel channel, Instant now, long after, int limit) {
    return select(
        "WHERE state = 'OWED' AND channel = :channel AND id > :after AND next_attempt_at <= :now"
            + " ORDER BY id",
        query ->
            query.bind("channel", channel.name()).bind("after", after).bind("now", Micros.of(now)),
        limit);
  }

  @Override
  public List<Message> awaited(Channel channel, Instant now, int limit) {
    return select(
        "WHERE state = 'OWED' AND kind = 'recovery-code' AND channel = :channel"
            + " AND (attempts = 0 OR next_attempt_at <= :now) ORDER BY id",
        query -> query.bind("channel", channel.name()).bind("now", Micros.of(now)),
        limit);
  }

  @Override
  public List<Message> list(Optional<Message.State> state, int limit) {
    return state
        .map(
            wanted ->
                select(
                    "WHERE state = :state ORDER BY id DESC",
                    query -> query.bind("state", wanted.name()),
                    limit))
        .orElseGet(() -> select("ORDER BY id DESC", query -> query, limit));
  }

  @Override
  public Map<Message.State, Long> ofRun(String run) {
    Map<Message.State, Long> counts = new EnumMap<>(Message.State.class);
    database
        .read(
            sql ->
                sql.createQuery(
                        "SELECT state, COUNT(*) FROM outbox WHERE run = :run GROUP BY state")
                    .bind("run", run)
                    .map(
                        (row, context) ->
                            Map.entry(Message.State.valueOf(row.getString(1)), row.getLong(2)))
                    .list())
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  @Override
  public List<Message> about(String login, int limit) {
    return select(
        "WHERE login = :login ORDER BY id DESC", query -> query.bind("login", login), limit);
  }

  private List<Message> select(String which, UnaryOperator<Query> bind, int limit) {
    return database.read(
        sql ->
            bind.apply(sql.createQuery("SELECT * FROM outbox " + which + " LIMIT :limit"))
                .bind("limit", limit)
                .map((row, context) -> message(row))
                .list());
  }

  @Override
  public void sent(long id) {
    // One that was dropped while the gateway was taking it was sent all the same.
    end(
        id,
        "UPDATE outbox SET state = 'SENT', sent_at = :now, attempts = attempts + 1, error = '',"
            + " sealed = NULL WHERE id = :id AND state <> 'SENT'",
        update -> update);
  }

  @Override
  public void failed(long id, String error, Instant nextAttempt) {
    update(
        "UPDATE outbox SET attempts = attempts + 1, error = :error, next_attempt_at = :next"
            + " WHERE id = :id AND state IN ('OWED', 'PARKED')",
        id,
        update -> update.bind("error", error).bind("next", Micros.of(nextAttempt)));
  }

  @Override
  public void parked(long id, String error) {
    update(
        "UPDATE outbox SET state = 'PARKED', attempts = attempts + 1, error = :error"
            + " WHERE id = :id AND state IN ('OWED', 'PARKED')",
        id,
        update -> update.bind("error", error));
  }

  @Override
  public int retry(Optional<Long> id) {
    return update(
        "UPDATE outbox SET state = 'OWED', next_attempt_at = :now"
            + " WHERE (state = 'PARKED' OR (state = 'OWED' AND next_attempt_at > :now))"
            // What waits for its hours was never tried; only somebody who names it hurries it.
            + id.map(one -> " AND id = :id").orElse(" AND attempts > 0"),
        id.orElse(0L),
        update -> update);
  }

  @Override
  public boolean drop(long id, String why) {
    return end(
            id,
            "UPDATE outbox SET state = 'DROPPED', sealed = NULL,"
                + " error = CASE :why WHEN '' THEN error ELSE :why END"
                + " WHERE id = :id AND state IN ('OWED', 'PARKED')",
            update -> update.bind("why", why))
        == 1;
  }

  /** Where a password was destroyed, it is destroyed in the log as well. */
  private int end(long id, String statement, UnaryOperator<Update> bind) {
    boolean sealed =
        database.read(
            sql ->
                sql.createQuery("SELECT 1 FROM outbox WHERE id = :id AND sealed IS NOT NULL")
                    .bind("id", id)
                    .map((row, context) -> true)
                    .findOne()
                    .isPresent());
    int ended = update(statement, id, bind);
    if (sealed) {
      database.checkpoint();
    }
    return ended;
  }

  private int update(String statement, long id, UnaryOperator<Update> bind) {
    return database.write(
        transaction ->
            bind.apply(transaction.sql().createUpdate(statement))
                .bind("id", id)
                .bind("now", transaction.nowMicros())
                .execute());
  }

  static Message message(ResultSet row) throws SQLException {
    byte[] sealed = row.getBytes("sealed");
    return new Message(
        row.getLong("id"),
        row.getString("message_id"),
        Optional.ofNullable(row.getString("run")),
        new NewMessage(
            row.getString("dedupe"),
            row.getString("kind"),
            Channel.valueOf(row.getString("channel")),
            row.getString("recipient"),
            row.getString("language"),
            Json.read(row.getString("field_values")),
            sealed == null ? new byte[0] : sealed),
        Message.State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        Micros.required(row, "created_at"),
        Micros.required(row, "next_attempt_at"),
        Micros.optional(row, "sent_at"),
        row.getString("error"));
  }
}
