package org.keyturn.agent.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days and moments in a reader's zone. */
public record Dates(ZoneId zone) {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm z", Locale.ENGLISH);

  /** "30 Nov". */
  public String day(Instant at) {
    return DAY.format(at.atZone(zone));
  }

  /**
   * "30 Nov – 6 Dec".
   *
   * @param until exclusively
   */
  public String span(Instant from, Instant until) {
    String first = day(from);
    String last = day(until.minusNanos(1));
    return first.equals(last) ? first : first + " – " + last;
  }

  /** "27 November 2026, 18:03 CET". */
  public String moment(Instant at) {
    return MOMENT.format(at.atZone(zone));
  }
}
