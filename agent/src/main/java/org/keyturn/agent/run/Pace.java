package org.keyturn.agent.run;

import java.util.OptionalDouble;

/** Spaces writes evenly. Thread-safe. */
final class Pace {

  private final OptionalDouble rate;
  private final Stop stop;
  private long next = System.nanoTime(); // guarded by this

  Pace(OptionalDouble rate, Stop stop) {
    this.rate = rate;
    this.stop = stop;
  }

  /** Returns when the next write may be sent, or somebody asked to stop. */
  void await() {
    if (rate.isPresent()) {
      long nanos = turn(rate.getAsDouble()) - System.nanoTime();
      if (nanos > 0) {
        boolean unused = stop.sleep(nanos / 1_000_000);
      }
    }
  }

  private synchronized long turn(double perSecond) {
    long mine = Math.max(next, System.nanoTime());
    next = mine + (long) (1e9 / perSecond);
    return mine;
  }
}
