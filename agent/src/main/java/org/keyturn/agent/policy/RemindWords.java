package org.keyturn.agent.policy;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyturn.agent.account.Reminders;

/** Points around the end of a password, as people say them: "14 days before", "at the end". */
public final class RemindWords {

  private RemindWords() {}

  public static String of(Duration point) {
    if (point.isZero()) {
      return "at the end";
    }
    return Amount.exact(point.abs()) + (point.isNegative() ? " after" : " before");
  }

  /** "14 days, 3 days before the password ends, 1 day after it ended". */
  static String of(Reminders reminders) {
    String before = amounts(reminders, point -> !point.isNegative() && !point.isZero());
    String after = amounts(reminders, Duration::isNegative);
    return Stream.of(
            before.isEmpty() ? "" : before + " before the password ends",
            reminders.at().contains(Duration.ZERO) ? "when the password ends" : "",
            after.isEmpty() ? "" : after + " after it ended")
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String amounts(Reminders reminders, Predicate<Duration> which) {
    return reminders.at().stream()
        .filter(which)
        .map(point -> Amount.exact(point.abs()))
        .collect(Collectors.joining(", "));
  }
}
