package org.keyturn.agent.web;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A Quartz expression in words, where it has one of the shapes that most have; else as it is
 * written, which is still exact.
 */
final class ScheduleWords {

  private static final List<String> QUARTZ_DAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private final Words words;

  ScheduleWords(Words words) {
    this.words = words;
  }

  /**
   * @param cron one that Quartz takes
   */
  String of(String cron) {
    String[] f = cron.trim().toUpperCase(Locale.ROOT).split("\\s+", -1);
    boolean plain = f.length == 6 && f[0].equals("0") && isAny(f[4]);
    return plain ? said(f).orElse(cron) : cron;
  }

  private Optional<String> said(String[] f) {
    boolean everyDay = isAny(f[3]) && isAny(f[5]);
    if (everyDay && f[2].equals("*") && f[1].matches("(0|\\*)/\\d{1,2}")) {
      long step = Long.parseLong(f[1].substring(f[1].indexOf('/') + 1));
      return step > 0 && 60 % step == 0
          ? Optional.of(words.say("schedule-minutes", step))
          : Optional.empty();
    }
    if (everyDay && f[2].equals("*") && f[1].matches("\\d{1,2}")) {
      return Optional.of(words.say("schedule-hourly", Long.parseLong(f[1])));
    }
    Optional<String> times = times(f[1], f[2]);
    if (times.isEmpty()) {
      return Optional.empty();
    }
    if (everyDay) {
      return times.map(at -> words.say("schedule-daily", at));
    } else if (isAny(f[3])) {
      return days(f[5]).map(days -> words.say("schedule-weekly", days, times.get()));
    }
    return isAny(f[5]) && f[3].matches("\\d{1,2}")
        ? times.map(at -> words.say("schedule-monthly", Long.parseLong(f[3]), at))
        : Optional.empty();
  }

  private static boolean isAny(String field) {
    return field.equals("*") || field.equals("?");
  }

  private static Optional<String> times(String minute, String hours) {
    if (!minute.matches("\\d{1,2}") || !hours.matches("\\d{1,2}(,\\d{1,2})*")) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>();
    for (String hour : hours.split(",", -1)) {
      all.add("%02d:%02d".formatted(Integer.parseInt(hour), Integer.parseInt(minute)));
    }
    return Optional.of(String.join(", ", all));
  }

  private Optional<String> days(String field) {
    List<String> all = new ArrayList<>();
    for (String part : field.split(",", -1)) {
      List<String> ends = new ArrayList<>();
      for (String end : part.split("-", -1)) {
        Optional<DayOfWeek> day = day(end);
        if (day.isEmpty()) {
          return Optional.empty(); // 6L, 2#1
        }
        ends.add(day.get().getDisplayName(TextStyle.FULL, words.language().locale()));
      }
      all.add(String.join(" – ", ends));
    }
    return Optional.of(String.join(", ", all));
  }

  /** There, day 1 is Sunday. */
  private static Optional<DayOfWeek> day(String text) {
    int at = text.matches("[1-7]") ? Integer.parseInt(text) - 1 : QUARTZ_DAYS.indexOf(text);
    return at < 0 ? Optional.empty() : Optional.of(DayOfWeek.of(at == 0 ? 7 : at));
  }
}
