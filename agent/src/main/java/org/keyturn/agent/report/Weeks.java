package org.keyturn.agent.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The weeks ahead, from Monday to Sunday in somebody's zone; the first is what is left of this. */
final class Weeks {

  /** A quarter of a year: what a maximum age of 90 days spreads over. */
  static final int AHEAD = 13;

  /** The start of each week, and the end of the last. */
  private final List<Instant> marks = new ArrayList<>();

  Weeks(Instant now, ZoneId zone) {
    LocalDate monday = now.atZone(zone).toLocalDate();
    marks.add(now);
    for (int i = 0; i < AHEAD; i++) {
      monday = monday.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
      marks.add(monday.atStartOfDay(zone).toInstant());
    }
  }

  Instant from(int week) {
    return marks.get(week);
  }

  /** Exclusively. */
  Instant until(int week) {
    return marks.get(week + 1);
  }

  /**
   * @param at not before now
   * @return empty where it is later than the last
   */
  OptionalInt of(Instant at) {
    for (int i = 0; i < AHEAD; i++) {
      if (at.isBefore(until(i))) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
