package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Rows of {@code campaigns} as values. */
final class CampaignRows {

  private CampaignRows() {}

  /** The first wave is due at once. */
  static void insert(Transaction transaction, Run run, Waves waves) {
    transaction
        .sql()
        .createUpdate(
            "INSERT INTO campaigns (run, size, canary, every, max_failed, hours, zone, holidays,"
                + " wave, accounts, after_seq, until_seq, started_at, due_at, paused)"
                + " VALUES (:run, :size, :canary, :every, :maxFailed, :hours, :zone, :holidays,"
                + " 0, 0, -1, -1, NULL, :due, NULL)")
        .bind("run", run.id())
        .bind("size", waves.size())
        .bind("canary", waves.canary())
        .bind("every", waves.every().toString())
        .bind("maxFailed", Double.toString(waves.maxFailedPercent()))
        .bind("hours", waves.hours().hours().orElse(null))
        .bind("zone", waves.hours().zone().getId())
        .bind(
            "holidays",
            waves.hours().holidays().stream()
                .map(LocalDate::toString)
                .collect(Collectors.joining(",")))
        .bind("due", Micros.of(run.startedAt()))
        .execute();
  }

  static Optional<Campaign> find(Handle sql, String run) {
    return sql.createQuery(
            "SELECT c.*, (SELECT COUNT(*) FROM items i WHERE i.run = c.run AND i.seq > c.after_seq"
                + " AND i.seq <= c.until_seq AND i.state IN ('PLANNED', 'INTENT', 'UNKNOWN'))"
                + " AS waiting, (SELECT COUNT(*) FROM items i WHERE i.run = c.run"
                + " AND i.seq > c.after_seq AND i.seq <= c.until_seq"
                + " AND i.state IN ('FAILED', 'PARKED')) AS failed"
                + " FROM campaigns c WHERE c.run = :run")
        .bind("run", run)
        .map((row, context) -> campaign(row))
        .findOne();
  }

  private static Campaign campaign(ResultSet row) throws SQLException {
    return new Campaign(
        row.getString("run"),
        new Waves(
            row.getInt("size"),
            row.getInt("canary"),
            Duration.parse(row.getString("every")),
            Double.parseDouble(row.getString("max_failed")),
            new BusinessHours(
                Optional.ofNullable(row.getString("hours")),
                ZoneId.of(row.getString("zone")),
                dates(row.getString("holidays")))),
        row.getLong("wave"),
        row.getLong("accounts"),
        row.getLong("waiting"),
        row.getLong("failed"),
        Micros.optional(row, "started_at"),
        Micros.optional(row, "due_at"),
        Optional.ofNullable(row.getString("paused")));
  }

  private static SortedSet<LocalDate> dates(String text) {
    return text.isEmpty()
        ? new TreeSet<>()
        : Arrays.stream(text.split(",", -1))
            .map(LocalDate::parse)
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
