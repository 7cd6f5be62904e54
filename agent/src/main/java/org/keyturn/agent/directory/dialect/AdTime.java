package org.keyturn.agent.directory.dialect;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Active Directory's two kinds of large integer (MS-ADTS, section 2.2.2 and 3.1.1.4.5): points in
 * time as 100 ns steps since 1601 (FILETIME), and intervals as negative numbers of such steps.
 */
final class AdTime {

  /** "Never", as a point in time; 0 says the same in {@code accountExpires}. */
  static final long NEVER = Long.MAX_VALUE;

  /** "Without end", as an interval; 0 says the same. */
  static final long WITHOUT_END = Long.MIN_VALUE;

  /** Samba takes a maximum age of a day or less for none at all. */
  static final Duration SAMBA_NONE = Duration.ofDays(1);

  private static final long STEPS_A_SECOND = 10_000_000L;
  private static final long SECONDS_TO_1970 = 11_644_473_600L;

  private AdTime() {}

  static OptionalLong number(@Nullable String text) {
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The instant; nothing where the number is a sentinel: 0, the maximum, anything negative. */
  static Optional<Instant> instant(long filetime) {
    if (filetime <= 0 || filetime == NEVER) {
      return Optional.empty();
    }
    long seconds = Math.floorDiv(filetime, STEPS_A_SECOND) - SECONDS_TO_1970;
    return Optional.of(
        Instant.ofEpochSecond(seconds, Math.floorMod(filetime, STEPS_A_SECOND) * 100));
  }

  /** As {@link #instant(long)}; nothing either where the text is no number. */
  static Optional<Instant> instant(@Nullable String text) {
    OptionalLong number = number(text);
    return number.isPresent() ? instant(number.getAsLong()) : Optional.empty();
  }

  /** Rounded down; what lies before 1601 is 1601. */
  static long filetime(Instant instant) {
    long seconds = Math.addExact(instant.getEpochSecond(), SECONDS_TO_1970);
    if (seconds < 0) {
      return 0;
    }
    return seconds > NEVER / STEPS_A_SECOND - 1
        ? NEVER - 1
        : seconds * STEPS_A_SECOND + instant.getNano() / 100;
  }

  /** The length of an interval; nothing where it has no end. A positive number is none either. */
  static Optional<Duration> interval(long value) {
    if (value >= 0 || value == WITHOUT_END) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofSeconds(-(value / STEPS_A_SECOND), -(value % STEPS_A_SECOND) * 100));
  }

  /** As {@link #interval(long)}; nothing either where the text is no number. */
  static Optional<Duration> interval(@Nullable String text) {
    OptionalLong number = number(text);
    return number.isPresent() ? interval(number.getAsLong()) : Optional.empty();
  }

  /** {@link Duration#ZERO} has no end. */
  static long interval(Duration duration) {
    return duration.isZero()
        ? WITHOUT_END
        : -(duration.getSeconds() * STEPS_A_SECOND + duration.getNano() / 100);
  }
}
