package org.keyturn.agent.schedule;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Business hours as the config writes them: days, hours, or both, {@code MON-FRI 08:00-17:00} or
 * {@code MON,WED-FRI,SUN 9:30-24:00}. They begin and end on the same day.
 *
 * @param days at least one
 * @param from minutes of the day, inclusive
 * @param to minutes of the day, exclusive; later than {@code from}
 */
public record HoursText(Set<DayOfWeek> days, int from, int to) {

  private static final int DAY = 24 * 60;
  private static final List<String> NAMES =
      Stream.of(DayOfWeek.values()).map(day -> day.name().substring(0, 3)).toList();
  private static final Pattern FORM =
      Pattern.compile(
          "(?<days>[A-Z]{3}(?:[-,][A-Z]{3})*)?(?:(?:^|(?<=[A-Z]) +)(?<from>\\d{1,2}:\\d{2})-(?<to>\\d{1,2}:\\d{2}))?");

  /**
   * @return what is wrong with a text, for people; empty: nothing
   */
  public static Optional<String> problem(String text) {
    try {
      HoursText unused = parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static HoursText parse(String text) {
    Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (text.isBlank() || !form.matches()) {
      throw new IllegalArgumentException("has another form");
    }
    String days = form.group("days");
    String from = form.group("from");
    String to = form.group("to");
    int start = from == null ? 0 : minutes(from);
    int end = to == null ? DAY : minutes(to);
    if (start >= end) {
      throw new IllegalArgumentException("ends before it begins; hours do not go past midnight");
    }
    return new HoursText(days == null ? EnumSet.allOf(DayOfWeek.class) : days(days), start, end);
  }

  private static Set<DayOfWeek> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      String[] ends = part.split("-", -1);
      if (ends.length > 2) {
        throw new IllegalArgumentException("has another form");
      }
      DayOfWeek day = day(ends[0]);
      DayOfWeek last = day(ends[ends.length - 1]);
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String name) {
    int at = NAMES.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException(
          "names no day " + name + "; they are " + String.join(", ", NAMES));
    }
    return DayOfWeek.of(at + 1);
  }

  private static int minutes(String text) {
    String[] parts = text.split(":", -1);
    int hour = Integer.parseInt(parts[0]);
    int minute = Integer.parseInt(parts[1]);
    if (minute > 59 || hour * 60 + minute > DAY) {
      throw new IllegalArgumentException("has no such time of the day as " + text);
    }
    return hour * 60 + minute;
  }
}
