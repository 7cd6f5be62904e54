package org.keyturn.agent.report;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What has come together from day to day, as the points of an SVG polyline: a day is {@link #DAY}
 * wide, the goal {@link #HEIGHT} high, and nothing yet is at the bottom.
 */
final class Curve {

  static final int DAY = 10;
  static final int HEIGHT = 1_000;

  private Curve() {}

  /** Of all days; the viewBox's width. */
  static int width(List<Course.Day> days) {
    return DAY * Math.max(1, days.size());
  }

  /**
   * From nothing at the start of the first day, by what there was at the end of each.
   *
   * @param goal more than 0
   */
  static String line(List<Course.Day> days, long goal, ToLongFunction<Course.Day> ofDay) {
    StringBuilder points = new StringBuilder("0,").append(HEIGHT);
    long sum = 0;
    int x = 0;
    for (Course.Day day : days) {
      sum += ofDay.applyAsLong(day);
      x += DAY;
      points.append(' ').append(x).append(',').append(HEIGHT - height(sum, goal));
    }
    return points.toString();
  }

  /** The same, closed along the bottom. */
  static String area(List<Course.Day> days, long goal, ToLongFunction<Course.Day> ofDay) {
    return line(days, goal, ofDay) + ' ' + width(days) + ',' + HEIGHT;
  }

  private static long height(long sum, long goal) {
    return Math.min(HEIGHT, Math.round((double) HEIGHT * sum / goal));
  }
}
