package org.keyturn.agent.run;

import java.util.SplittableRandom;

/** How likely the things are that may happen, each out of a thousand steps. */
record Weather(
    int kills, int takeOvers, int stops, int people, int clock, int outages, int writes, int mail) {
  static Weather drawn(SplittableRandom random) {
    return new Weather(
        one(random, 0, 6, 20),
        one(random, 0, 0, 8),
        one(random, 0, 0, 4),
        one(random, 0, 10, 40),
        one(random, 0, 0, 10),
        one(random, 0, 0, 10),
        one(random, 0, 60, 300),
        one(random, 0, 100, 400));
  }

  private static int one(SplittableRandom random, int... values) {
    return values[random.nextInt(values.length)];
  }
}
