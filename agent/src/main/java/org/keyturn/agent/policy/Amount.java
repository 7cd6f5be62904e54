package org.keyturn.agent.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Durations in reasons: "1 day", "12 hours", "15 minutes"; the largest unit that has any. */
final class Amount {

  private Amount() {}

  static String of(Duration duration) {
    if (duration.toDays() > 0) {
      return days(duration);
    }
    return duration.toHours() > 0
        ? count(duration.toHours(), "hour")
        : count(duration.toMinutes(), "minute");
  }

  /** Every unit that has any: "1 day 12 hours". */
  static String exact(Duration duration) {
    return Stream.of(
            part(duration.toDays(), "day"),
            part(duration.toHoursPart(), "hour"),
            part(duration.toMinutesPart(), "minute"),
            part(duration.toSecondsPart(), "second"))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }

  private static Optional<String> part(long n, String unit) {
    return n == 0 ? Optional.empty() : Optional.of(count(n, unit));
  }

  static String days(Duration duration) {
    return count(duration.toDays(), "day");
  }

  private static String count(long n, String unit) {
    return n + " " + unit + (n == 1 ? "" : "s");
  }
}
