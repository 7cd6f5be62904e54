package org.keyturn.agent.run;

import java.time.Duration;

/**
 * How many accounts share a flush of the ledger to its disk. A run begins with few, so that what
 * refuses them shows early; while all goes well and quickly there are more, because each flush
 * holds up a server on the same disk. Whatever fails, or takes its time, makes them few again. Used
 * by one thread.
 */
final class WindowSize {

  /** How many times as many as at first. */
  private static final int MOST = 4;

  private static final long QUICK_NANOS = Duration.ofMillis(500).toNanos();

  private final int first;
  private final int most;
  private int size;

  /**
   * @param first how many at first
   * @param grows whether there may be more
   */
  WindowSize(int first, boolean grows) {
    this.first = first;
    this.most = grows ? MOST * first : first;
    this.size = first;
  }

  int size() {
    return size;
  }

  /**
   * What became of one.
   *
   * @param accounts how many were in it
   * @param nanos from the first write to the last answer
   */
  void landed(Landing.Summary summary, int accounts, long nanos) {
    boolean well = summary.failures() == 0 && summary.done() == accounts;
    if (!well || nanos > 2 * QUICK_NANOS) {
      size = first;
    } else if (accounts == size && nanos <= QUICK_NANOS) {
      size = Math.min(most, 2 * size);
    }
  }
}
