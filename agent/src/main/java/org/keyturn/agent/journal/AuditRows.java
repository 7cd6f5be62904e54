package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Looks through the audit trail from its end. There is no index over who and whom: each would cost
 * every write of a run something, for a question that is asked now and then. So a page goes through
 * {@link Lookups#REACH} entries at most, and says how far it came.
 */
final class AuditRows {

  private AuditRows() {}

  static Lookups.AuditPage page(Handle sql, AuditQuestion question, long before, int limit) {
    long end = Math.min(before, top(sql, question));
    long bottom = bottom(sql, question);
    long floor = Math.max(bottom, end - Lookups.REACH);
    List<AuditTrail.Entry> found = find(sql, question, end, floor, limit + 1);
    if (found.size() > limit) {
      List<AuditTrail.Entry> page = found.subList(0, limit);
      return new Lookups.AuditPage(
          List.copyOf(page), Optional.of(page.get(limit - 1).seq()), Optional.empty());
    }
    return floor > bottom
        ? new Lookups.AuditPage(found, Optional.of(floor), at(sql, floor))
        : new Lookups.AuditPage(found, Optional.empty(), Optional.empty());
  }

  /** Above the last entry that may be meant. A clock that was put back leaves later ones before. */
  private static long top(Handle sql, AuditQuestion question) {
    return question
        .until()
        .map(
            until ->
                number(sql, "SELECT COALESCE(MAX(seq), 0) FROM audit WHERE at < :at", until) + 1)
        .orElseGet(() -> number(sql, "SELECT seq FROM audit_head", Instant.EPOCH) + 1);
  }

  private static long bottom(Handle sql, AuditQuestion question) {
    return question
        .from()
        .map(
            from ->
                number(
                    sql,
                    "SELECT COALESCE(MIN(seq), 9223372036854775807) FROM audit WHERE at >= :at",
                    from))
        .orElse(1L);
  }

  private static long number(Handle sql, String query, Instant at) {
    return sql.createQuery(query)
        .bind("at", Micros.of(at))
        .map((row, context) -> row.getLong(1))
        .one();
  }

  private static List<AuditTrail.Entry> find(
      Handle sql, AuditQuestion question, long end, long floor, int limit) {
    StringBuilder where = new StringBuilder();
    Map<String, Object> bound = new HashMap<>();
    contains(where, bound, "actor", question.actor());
    contains(where, bound, "event", question.event());
    contains(where, bound, "subject", question.subject());
    if (!question.run().isEmpty()) {
      where.append(" AND run = :run");
      bound.put("run", question.run());
    }
    question.from().ifPresent(from -> bound.put("from", Micros.of(from)));
    question.until().ifPresent(until -> bound.put("until", Micros.of(until)));
    where.append(bound.containsKey("from") ? " AND at >= :from" : "");
    where.append(bound.containsKey("until") ? " AND at < :until" : "");
    return sql.createQuery(
            "SELECT "
                + SqlAuditTrail.COLUMNS
                + " FROM audit WHERE seq >= :floor AND seq < :end"
                + where
                + " ORDER BY seq DESC LIMIT :limit")
        .bindMap(bound)
        .bind("floor", floor)
        .bind("end", end)
        .bind("limit", limit)
        .map((row, context) -> SqlAuditTrail.entry(row))
        .list();
  }

  private static void contains(
      StringBuilder where, Map<String, Object> bound, String column, String text) {
    if (!text.isEmpty()) {
      where.append(" AND ").append(column).append(" LIKE :").append(column).append(" ESCAPE '!'");
      bound.put(column, "%" + text.replaceAll("[!%_]", "!$0") + "%");
    }
  }

  private static Optional<Instant> at(Handle sql, long seq) {
    return sql.createQuery("SELECT at FROM audit WHERE seq = :seq")
        .bind("seq", seq)
        .map((row, context) -> Micros.required(row, "at"))
        .findFirst();
  }
}
