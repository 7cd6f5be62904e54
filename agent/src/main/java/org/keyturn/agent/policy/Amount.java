package org.keyturn.agent.policy;

import java.time.Duration;

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

  static String days(Duration duration) {
    return count(duration.toDays(), "day");
  }

  private static String count(long n, String unit) {
    return n + " " + unit + (n == 1 ? "" : "s");
  }
}
