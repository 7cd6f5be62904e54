package org.keyturn.agent.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the store writes times: microseconds since the epoch. What is finer is cut off. */
final class Micros {

  private Micros() {}

  static Instant now(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  static long of(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static @Nullable Long orNull(Optional<Instant> instant) {
    return instant.map(Micros::of).orElse(null);
  }

  static Instant at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static Instant required(ResultSet row, String column) throws SQLException {
    return at(row.getLong(column));
  }

  static Optional<Instant> optional(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(at(micros));
  }
}
