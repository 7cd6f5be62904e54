package org.keyturn.agent.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failed attempt: from a minute on, twice as long each time, four hours at
 * most; a fifth more or less by chance, so that what failed together is not tried together.
 */
final class Backoff {

  static final Duration SHORTEST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofHours(4);

  private static final int DOUBLINGS = 8;

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * @param attempts that were made before the one that just failed
   */
  Duration after(int attempts) {
    long doubled = SHORTEST.toMillis() << Math.min(Math.max(attempts, 0), DOUBLINGS);
    long capped = Math.min(doubled, LONGEST.toMillis());
    long jittered = Math.round(capped * random.nextDouble(0.8, 1.2));
    return Duration.ofMillis(Math.max(SHORTEST.toMillis(), Math.min(jittered, LONGEST.toMillis())));
  }
}
