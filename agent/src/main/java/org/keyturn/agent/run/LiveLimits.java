package org.keyturn.agent.run;

import java.time.Duration;

/**
 * {@code brake.live} in the config: what stops a run under way.
 *
 * @param inARow so many refusals one after another
 * @param window how many of the latest answers the two shares are of; judged from half of them on
 * @param errorPercent of those answers, refused or missing
 * @param stalePercent of those answers, for accounts that somebody else changed since the plan
 * @param slow an answer that takes so long is slow, where it also takes ten times as long as at
 *     first; zero: none is
 * @param where what says so, for the message: "brake.live, keyturn.yaml:41:8"
 */
public record LiveLimits(
    int inARow, int window, double errorPercent, double stalePercent, Duration slow, String where) {

  /** Half of the entries may refuse and the others are done; four of five are no accident. */
  public static final LiveLimits DEFAULT =
      new LiveLimits(
          20, 100, 80, 50, Duration.ofSeconds(2), "built in, no brake.live in the config");

  /** A window must tell a share from a coincidence. */
  public static final int SMALLEST_WINDOW = 10;

  public LiveLimits {
    if (inARow < 1 || window < SMALLEST_WINDOW || slow.isNegative()) {
      throw new IllegalArgumentException("a live brake of nothing");
    }
  }

  /** "brake.live.in-a-row, keyturn.yaml:41:8". */
  String place(String key) {
    int comma = where.indexOf(", ");
    return comma < 0 || !where.startsWith("brake.live,")
        ? "brake.live." + key + ", " + where
        : where.substring(0, comma) + "." + key + where.substring(comma);
  }
}
