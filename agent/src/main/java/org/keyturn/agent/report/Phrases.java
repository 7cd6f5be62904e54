package org.keyturn.agent.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers and amounts as people read them, in a terminal and on a page. */
public final class Phrases {

  private Phrases() {}

  /** "1,204". */
  public static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** "1 account", "1,204 accounts". */
  public static String count(long n, String one, String many) {
    return number(n) + " " + (n == 1 ? one : many);
  }

  /** "3 days", "5 hours": the largest unit alone. */
  public static String amount(Duration d) {
    if (d.toDays() > 0) {
      return count(d.toDays(), "day", "days");
    }
    if (d.toHours() > 0) {
      return count(d.toHours(), "hour", "hours");
    }
    return d.toMinutes() > 0
        ? count(d.toMinutes(), "minute", "minutes")
        : count(d.toSeconds(), "second", "seconds");
  }

  /** "0 %", "&lt;0.1 %", "3.2 %", "48 %"; never all of it where something is missing. */
  public static String share(long n, long of) {
    if (n == 0 || of == 0) {
      return "0 %";
    }
    double percent = 100.0 * n / of;
    if (percent < 0.1) {
      return "<0.1 %";
    }
    if (n < of && percent > 99.9) {
      return ">99.9 %";
    }
    return String.format(
        Locale.ROOT, percent < 10 || (n < of && percent > 99) ? "%.1f %%" : "%.0f %%", percent);
  }
}
