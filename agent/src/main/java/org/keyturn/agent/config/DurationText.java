package org.keyturn.agent.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as config and command line write them: {@code 90d}, {@code 12h}, {@code 15m}, {@code
 * 30s} and, largest unit first, {@code 1d12h}. A day is 24 hours.
 */
public final class DurationText {

  /** What would be right, for a refusal. */
  public static final String EXAMPLES = "write for example 30s, 15m, 12h, 90d or 1d12h";

  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

  /** Longer ones are mistakes, and would leave the range of the directory's times. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private DurationText() {}

  /**
   * @return empty where the text is no duration, or one of more than 36,500 days
   */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    Duration duration =
        Duration.ofDays(number(matcher, 1))
            .plusHours(number(matcher, 2))
            .plusMinutes(number(matcher, 3))
            .plusSeconds(number(matcher, 4));
    return Optional.of(duration).filter(d -> d.compareTo(LONGEST) <= 0);
  }

  /**
   * @return what is wrong with a text, to be said after it; empty: it is a duration
   */
  public static Optional<String> problem(String text) {
    if (parse(text).isPresent()) {
      return Optional.empty();
    }
    boolean formed = !text.isEmpty() && FORM.matcher(text).matches();
    return Optional.of(formed ? "is longer than " + LONGEST.toDays() + "d" : "is no duration");
  }

  private static long number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
