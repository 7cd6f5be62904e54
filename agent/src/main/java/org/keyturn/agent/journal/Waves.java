package org.keyturn.agent.journal;

import java.time.Duration;
import java.util.Set;

/**
 * The pace of a campaign, frozen when it begins.
 *
 * @param size accounts in a wave
 * @param canary accounts in the first wave; 0: it is like the others
 * @param every from the start of a wave to that of the next; whole days keep the hour
 * @param maxFailedPercent of a wave's accounts; where more failed or were parked, the campaign is
 *     paused
 * @param hours when a wave may start
 */
public record Waves(
    int size, int canary, Duration every, double maxFailedPercent, BusinessHours hours) {

  /** What holds where nobody says otherwise. */
  public static final double MAX_FAILED_PERCENT = 10;

  public Waves {
    if (size < 1 || canary < 0 || every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("no pace: " + size + ", " + canary + ", " + every);
    }
  }

  /**
   * Whether new passwords reach people wave by wave, when nobody is there to be given them.
   *
   * @param deliver how; empty where there are none
   */
  public static boolean reach(String deliver) {
    return Set.of("", "mail", "link").contains(deliver);
  }

  /**
   * How many accounts a wave has at most.
   *
   * @param number from 1
   */
  public int sizeOf(long number) {
    return number == 1 && canary > 0 ? canary : size;
  }

  /**
   * How many waves are still needed.
   *
   * @param accounts that no wave has reached
   * @param started how many waves there were
   */
  public long toCome(long accounts, long started) {
    if (accounts <= 0) {
      return 0;
    }
    long rest = Math.max(0, accounts - sizeOf(started + 1));
    return 1 + (rest + size - 1) / size;
  }
}
