package org.keyturn.agent.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.keyturn.agent.notify.ReaderTime;

/**
 * Instants as lists show them, for the template {@code moment}: by how far they are away, with the
 * day and the time beside.
 */
final class Moments {

  private static final Duration FAR = Duration.ofDays(31);

  private final Words words;
  private final Instant now;
  private final ZoneId zone;
  private final ReaderTime time;

  /**
   * @param now read once for a page
   */
  Moments(Words words, Instant now, ZoneId zone) {
    this.words = words;
    this.now = now;
    this.zone = zone;
    this.time = new ReaderTime(words.language(), zone);
  }

  /** {@code iso}, {@code full} and {@code near}. */
  Map<String, Object> of(Instant at) {
    return Map.of(
        "iso", at.truncatedTo(ChronoUnit.SECONDS).toString(), "full", full(at), "near", near(at));
  }

  /** "Tuesday 8 December, 14:30 CET". */
  String full(Instant at) {
    String zoneName =
        at.atZone(zone).getZone().getDisplayName(TextStyle.SHORT, words.language().locale());
    return words.say("moment-full", time.date(at, now), time.time(at), zoneName);
  }

  /** "in 3 days", "5 minutes ago"; the day where it is far. */
  String near(Instant at) {
    Duration away = Duration.between(now, at);
    Duration size = away.abs();
    if (size.compareTo(FAR) > 0) {
      return time.date(at, now);
    }
    boolean past = away.isNegative();
    if (size.toHours() >= 24) {
      long days =
          Math.abs(
              ChronoUnit.DAYS.between(
                  now.atZone(zone).toLocalDate(), at.atZone(zone).toLocalDate()));
      return words.say(past ? "moment-days-ago" : "moment-in-days", days);
    } else if (size.toHours() > 0) {
      return words.say(past ? "moment-hours-ago" : "moment-in-hours", size.toHours());
    } else if (size.toMinutes() > 0) {
      return words.say(past ? "moment-minutes-ago" : "moment-in-minutes", size.toMinutes());
    }
    return words.say("moment-now");
  }
}
