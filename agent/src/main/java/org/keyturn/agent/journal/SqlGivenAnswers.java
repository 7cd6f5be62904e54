package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table {@code api_answers}. */
final class SqlGivenAnswers implements GivenAnswers {

  private final SqliteDatabase database;

  SqlGivenAnswers(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public Known take(String token, String key, String request) {
    return database.write(
        transaction -> {
          transaction
              .sql()
              .createUpdate("DELETE FROM api_answers WHERE created_at <= :before")
              .bind("before", Micros.of(transaction.now().minus(KEPT)))
              .execute();
          int taken =
              transaction
                  .sql()
                  .createUpdate(
                      "INSERT INTO api_answers (token, key, request, created_at)"
                          + " VALUES (:token, :key, :request, :now) ON CONFLICT DO NOTHING")
                  .bind("token", token)
                  .bind("key", key)
                  .bind("request", request)
                  .bind("now", transaction.nowMicros())
                  .execute();
          return taken == 1 ? new Known.New() : known(transaction, token, key, request);
        });
  }

  private static Known known(Transaction transaction, String token, String key, String request) {
    return transaction
        .sql()
        .createQuery(
            "SELECT request, status, location, body FROM api_answers"
                + " WHERE token = :token AND key = :key")
        .bind("token", token)
        .bind("key", key)
        .map((row, context) -> known(row, request))
        .one();
  }

  private static Known known(ResultSet row, String request) throws SQLException {
    if (!row.getString("request").equals(request)) {
      return new Known.Other();
    }
    int status = row.getInt("status");
    return row.wasNull()
        ? new Known.Unanswered()
        : new Known.Answered(
            new Given(
                status, Optional.ofNullable(row.getString("location")), row.getString("body")));
  }

  @Override
  public void give(String token, String key, Given given) {
    database.change(
        transaction ->
            transaction
                .sql()
                .createUpdate(
                    "UPDATE api_answers SET status = :status, location = :location, body = :body"
                        + " WHERE token = :token AND key = :key")
                .bind("status", given.status())
                .bind("location", given.location().orElse(null))
                .bind("body", given.body())
                .bind("token", token)
                .bind("key", key)
                .execute());
  }

  @Override
  public void letGo(String token, String key) {
    database.change(
        transaction ->
            transaction
                .sql()
                .createUpdate(
                    "DELETE FROM api_answers"
                        + " WHERE token = :token AND key = :key AND status IS NULL")
                .bind("token", token)
                .bind("key", key)
                .execute());
  }
}
