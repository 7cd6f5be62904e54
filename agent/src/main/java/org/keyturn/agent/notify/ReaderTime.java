package org.keyturn.agent.notify;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Dates and spans in the reader's language and zone. */
public record ReaderTime(Language language, ZoneId zone) {

  /** UTC where the text names no zone. */
  static ReaderTime of(Language language, String zone) {
    try {
      return new ReaderTime(language, ZoneId.of(zone));
    } catch (DateTimeException unknown) {
      return new ReaderTime(language, ZoneOffset.UTC);
    }
  }

  /** {@code Tuesday 8 December}, {@code dinsdag 8 december}; with the year where it is another. */
  public String date(Instant instant, Instant now) {
    ZonedDateTime there = instant.atZone(zone);
    String pattern =
        there.getYear() == now.atZone(zone).getYear() ? "EEEE d MMMM" : "EEEE d MMMM yyyy";
    return DateTimeFormatter.ofPattern(pattern, language.locale()).format(there);
  }

  /** {@code 14:30}. */
  public String time(Instant instant) {
    return DateTimeFormatter.ofPattern("HH:mm", language.locale()).format(instant.atZone(zone));
  }

  /** {@code Europe/Amsterdam}, {@code UTC}. */
  String zoneName() {
    return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }

  /**
   * {@code in 14 days}, {@code over 1 dag}: calendar days from a day on, below that the hours or
   * minutes that are left for certain. For an instant that is not to come: {@code now}.
   */
  String in(Instant instant, Instant now) {
    Duration left = Duration.between(now, instant);
    boolean dutch = language == Language.DUTCH;
    if (left.compareTo(Duration.ofDays(1)) >= 0) {
      long days =
          ChronoUnit.DAYS.between(
              now.atZone(zone).toLocalDate(), instant.atZone(zone).toLocalDate());
      return dutch
          ? (days == 1 ? "over 1 dag" : "over " + days + " dagen")
          : (days == 1 ? "in 1 day" : "in " + days + " days");
    }
    if (left.toHours() > 0) {
      long hours = left.toHours();
      return dutch ? "over " + hours + " uur" : hours == 1 ? "in 1 hour" : "in " + hours + " hours";
    }
    if (left.isNegative() || left.isZero()) {
      return dutch ? "nu" : "now";
    }
    long minutes = Math.max(1, left.toMinutes());
    return dutch
        ? (minutes == 1 ? "over 1 minuut" : "over " + minutes + " minuten")
        : (minutes == 1 ? "in 1 minute" : "in " + minutes + " minutes");
  }
}
