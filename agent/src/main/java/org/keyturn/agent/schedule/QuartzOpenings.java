package org.keyturn.agent.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.run.Openings;
import org.quartz.Calendar;
import org.quartz.impl.calendar.DailyCalendar;
import org.quartz.impl.calendar.HolidayCalendar;
import org.quartz.impl.calendar.WeeklyCalendar;

/**
 * Business hours by Quartz's calendars: holidays below days of the week below hours of the day.
 * Quartz is given the clock on the wall as if it were UTC, and what the changes of the clock do to
 * it is decided here: an hour that does not exist is skipped, and what begins in an hour that comes
 * twice begins the first time, unless that is past.
 */
public final class QuartzOpenings implements Openings {

  private static final TimeZone WALL = TimeZone.getTimeZone(ZoneOffset.UTC);

  @Override
  public Instant next(BusinessHours hours, Instant from) {
    if (hours.hours().isEmpty() && hours.holidays().isEmpty()) {
      return from;
    }
    Calendar calendar = calendar(hours);
    ZoneId zone = hours.zone();
    LocalDateTime wall = LocalDateTime.ofInstant(from, zone);
    if (calendar.isTimeIncluded(millis(wall))) {
      return from;
    }
    while (true) {
      wall = included(calendar, wall);
      Optional<Instant> at = at(wall, zone, from);
      if (at.isPresent()) {
        return at.get();
      }
      wall = wall.plusMinutes(1);
    }
  }

  /** Empty where the clock does not show it, or shows it before {@code from} alone. */
  private static Optional<Instant> at(LocalDateTime wall, ZoneId zone, Instant from) {
    return zone.getRules().getValidOffsets(wall).stream()
        .map(offset -> ZonedDateTime.ofInstant(wall, offset, zone).toInstant())
        .filter(instant -> !instant.isBefore(from))
        .findFirst();
  }

  /** At or after: Quartz means strictly after. */
  private static LocalDateTime included(Calendar calendar, LocalDateTime wall) {
    long next = calendar.getNextIncludedTime(millis(wall) - 1);
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(next), ZoneOffset.UTC);
  }

  private static long millis(LocalDateTime wall) {
    return wall.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static Calendar calendar(BusinessHours hours) {
    HoursText text = HoursText.parse(hours.hours().orElse("00:00-24:00"));
    HolidayCalendar holidays = new HolidayCalendar();
    holidays.setTimeZone(WALL);
    for (LocalDate day : hours.holidays()) {
      holidays.addExcludedDate(Date.from(day.atStartOfDay().toInstant(ZoneOffset.UTC)));
    }
    WeeklyCalendar week = new WeeklyCalendar(holidays, WALL);
    for (DayOfWeek day : DayOfWeek.values()) {
      week.setDayExcluded(quartz(day), !text.days().contains(day));
    }
    long first = text.from() * 60_000L;
    long last = text.to() * 60_000L - 1; // Quartz counts it in
    DailyCalendar day = new DailyCalendar(week, WALL, first, last);
    day.setInvertTimeRange(true);
    return day;
  }

  /** There, day 1 is Sunday. */
  private static int quartz(DayOfWeek day) {
    return day.getValue() % 7 + 1;
  }
}
