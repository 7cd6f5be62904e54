package org.keyturn.agent.cli;

import java.util.function.ToLongFunction;
import org.keyturn.agent.report.Course;

/** How a campaign came on, in one line: what had come together at the end of each day. */
final class Sparkline {

  private static final String LEVELS = " ▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** Who chose another password, where people were asked for one; else what was written. */
  static String of(Course course, int room) {
    ToLongFunction<Course.Day> what =
        course.followUp().isPresent() ? Course.Day::changed : Course.Day::written;
    return of(course.days().stream().mapToLong(what).toArray(), course.goal(), room);
  }

  /**
   * @param ofDay what each day added
   * @param goal what the highest level stands for, more than 0
   * @param room how many characters at most; each stands for as many days as it must
   */
  static String of(long[] ofDay, long goal, int room) {
    int days = (ofDay.length + room - 1) / room;
    StringBuilder line = new StringBuilder();
    long sum = 0;
    for (int i = 0; i < ofDay.length; i++) {
      sum += ofDay[i];
      if ((i + 1) % days == 0 || i == ofDay.length - 1) {
        line.append(level(sum, goal));
      }
    }
    return line.toString();
  }

  private static char level(long sum, long goal) {
    int top = LEVELS.length() - 1;
    long level = sum >= goal ? top : (long) Math.ceil((double) (top - 1) * sum / goal);
    return LEVELS.charAt((int) Math.max(0, Math.min(top, level)));
  }
}
