package org.keyturn.agent.run;

import java.util.function.LongSupplier;

/**
 * How many writes are under way at a time: as many as make this server faster, and no more. One
 * that syncs each write to its disk wants two, one that is far away wants as many as there are
 * connections. So the number is doubled as long as that pays, and tried again now and then; a
 * server that says it is busy gets half of it. Thread-safe.
 */
final class Throttle {

  private static final int START = 4;

  /** A trial is this long and this many answers for each write under way, at least. */
  private static final long TRIAL_NANOS = 100_000_000;

  private static final int TRIAL_ANSWERS = 6;

  /** What pays: so much faster. */
  private static final double GAIN = 1.08;

  /** After so many trials another number is tried. */
  private static final int HOLD = 40;

  private final int most;
  private int limit;
  private int settled;
  private double settledRate;
  private int held;
  private int underWay;
  private long since;
  private int answers;
  private final LongSupplier nanoTime;

  Throttle(int most) {
    this(most, System::nanoTime);
  }

  Throttle(int most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
    this.settled = Math.min(START, most);
    this.limit = settled;
  }

  /** Waits for a place; each is left again. An interrupt does not shorten the wait. */
  synchronized void enter() {
    boolean interrupted = false;
    while (underWay >= limit) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    underWay++;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void leave(boolean overloaded) {
    underWay--;
    int before = limit;
    if (overloaded) {
      settle(Math.max(1, limit / 2), 0);
    } else {
      answers++;
      judge(nanoTime.getAsLong());
    }
    if (limit > before) {
      notifyAll();
    } else {
      notify(); // one place: waking all who wait would cost more than the write
    }
  }

  synchronized int limit() {
    return limit;
  }

  /** At the end of a trial: keeps what was tried, or goes back. */
  private void judge(long now) {
    if (now - since < TRIAL_NANOS || answers < TRIAL_ANSWERS * limit) {
      return;
    }
    double rate = answers * 1e9 / (now - since);
    since = now;
    answers = 0;
    if (limit == settled) {
      held++;
      if (settledRate == 0 || held >= HOLD) {
        settledRate = rate;
        held = 0;
        limit = Math.min(most, limit * 2);
      }
    } else if (rate > settledRate * GAIN) {
      settle(limit, rate);
      limit = Math.min(most, limit * 2);
    } else {
      settle(settled, settledRate);
    }
  }

  private void settle(int number, double rate) {
    limit = number;
    settled = number;
    settledRate = rate;
    held = 0;
    since = nanoTime.getAsLong();
    answers = 0;
  }
}
