package org.keyturn.agent.run;

import java.util.Arrays;

/**
 * Whether a directory has become slow: the median of so many answers in a row against that of the
 * run's first ones. The median, so that one answer that was lost tells nothing. Confined to its
 * owner's lock; allocates nothing.
 */
final class Latency {

  /** Slow is so many times what it was at first. */
  static final int TIMES = 10;

  private final long[] block;
  private final long bound;
  private int filled;
  private long first = -1;
  private long latest;
  private int slowBlocks;

  /**
   * @param answers how many are judged together
   * @param bound nanoseconds; faster is never slow, and zero means that nothing is
   */
  Latency(int answers, long bound) {
    this.block = new long[answers];
    this.bound = bound;
  }

  /** True where this answer ends a block that was slow. */
  boolean took(long nanos) {
    if (bound == 0) {
      return false;
    }
    block[filled++] = nanos;
    if (filled < block.length) {
      return false;
    }
    filled = 0;
    Arrays.sort(block);
    latest = block[block.length / 2];
    if (first < 0) {
      first = latest;
      return false;
    }
    boolean slow = latest >= bound && latest / TIMES >= first;
    slowBlocks = slow ? slowBlocks + 1 : 0;
    return slow;
  }

  /** How many blocks in a row were slow. */
  int slowBlocks() {
    return slowBlocks;
  }

  long firstNanos() {
    return Math.max(0, first);
  }

  long latestNanos() {
    return latest;
  }
}
