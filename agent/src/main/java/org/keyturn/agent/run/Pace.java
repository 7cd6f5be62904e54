package org.keyturn.agent.run;

import java.util.OptionalDouble;

/** Spaces writes evenly. Used by one thread. */
final class Pace {

  private final OptionalDouble rate;
  private final Stop stop;
  private long next = System.nanoTime();

  Pace(OptionalDouble rate, Stop stop) {
    this.rate = rate;
    this.stop = stop;
  }

  /** Returns when the next write may be sent. */
  void await() {
    if (rate.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    if (next > now) {
      boolean unused = stop.sleep((next - now) / 1_000_000);
    }
    next = Math.max(next, now) + (long) (1e9 / rate.getAsDouble());
  }
}
