package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** One write transaction, for the time of one call. Confined to its thread. */
final class Transaction {

  private final Handle sql;
  private final Instant now;
  private Optional<AuditTrail.Head> head = Optional.empty();

  Transaction(Handle sql, Instant now) {
    this.sql = sql;
    this.now = now;
  }

  Handle sql() {
    return sql;
  }

  /** One instant for everything that the transaction writes. */
  Instant now() {
    return now;
  }

  long nowMicros() {
    return Micros.of(now);
  }

  /** Draws consecutive numbers from the row with that name; returns the last of them. */
  long draw(String counter, int count) {
    return sql.createQuery(
            "UPDATE counters SET value = value + :count WHERE name = :name RETURNING value")
        .bind("count", count)
        .bind("name", counter)
        .map((row, context) -> row.getLong(1))
        .one();
  }

  void advanced(AuditTrail.Head newHead) {
    head = Optional.of(newHead);
  }

  /** Where the audit trail ends if this transaction is committed and appended to it. */
  Optional<AuditTrail.Head> head() {
    return head;
  }
}
