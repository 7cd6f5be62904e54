package org.keyturn.agent.web;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyturn.agent.console.RunHistory;
import org.keyturn.agent.notify.ReaderTime;
import org.keyturn.agent.report.Phrases;

/**
 * What was done from day to day as bars of an SVG: a day is {@link #DAY} wide, the busiest one
 * {@link #HEIGHT} high. What failed stands on top, and can be seen however little it is.
 */
final class DayChart {

  static final int DAY = 10;
  static final int HEIGHT = 100;

  private static final int GAP = 2;
  private static final int LEAST = 2;

  private final Words words;

  DayChart(Words words) {
    this.words = words;
  }

  /** {@code days}, {@code width}, {@code chart}: whether there is anything to see. */
  Map<String, Object> of(List<RunHistory.Day> days) {
    long most = days.stream().mapToLong(day -> day.applied() + day.bad()).max().orElse(0);
    List<Map<String, Object>> bars = new ArrayList<>();
    for (RunHistory.Day day : days) {
      bars.add(bar(day, bars.size() * DAY, most));
    }
    long applied = days.stream().mapToLong(RunHistory.Day::applied).sum();
    long bad = days.stream().mapToLong(RunHistory.Day::bad).sum();
    return Map.of(
        "days",
        bars,
        "width",
        days.size() * DAY,
        "chart",
        most > 0,
        "chart-said",
        words.say("runs-chart", days.size(), Phrases.number(applied), Phrases.number(bad)));
  }

  private Map<String, Object> bar(RunHistory.Day day, int x, long most) {
    int bad = height(day.bad(), most);
    int applied = Math.min(height(day.applied(), most), HEIGHT - bad);
    ReaderTime time = new ReaderTime(words.language(), ZoneId.systemDefault());
    var noon = day.date().atTime(12, 0).atZone(ZoneId.systemDefault()).toInstant();
    return Map.of(
        "x",
        x + GAP / 2,
        "wide",
        DAY - GAP,
        "applied",
        applied,
        "appliedTop",
        HEIGHT - applied,
        "bad",
        bad,
        "badTop",
        HEIGHT - applied - bad,
        "said",
        words.say(
            "runs-day",
            time.date(noon, noon),
            day.runs(),
            Phrases.number(day.applied()),
            Phrases.number(day.bad())));
  }

  private static int height(long n, long most) {
    return n == 0 || most == 0
        ? 0
        : (int) Math.max(LEAST, Math.min(HEIGHT, Math.round((double) HEIGHT * n / most)));
  }
}
