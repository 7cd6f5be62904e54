package org.keyturn.agent.run;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How a run goes about it.
 *
 * @param window how many intents share one fsync at first, see {@link WindowSize}
 * @param writers how many writes are sent at a time
 * @param brake what stops it under way
 * @param firstWait how long a directory that is away is waited for at first; twice as long each
 *     time
 * @param patience how long it is waited for in all
 * @param rate the most writes a second; empty: as many as the directory takes
 */
public record RunSettings(
    int window,
    int writers,
    LiveLimits brake,
    Duration firstWait,
    Duration patience,
    OptionalDouble rate) {

  private static final int WINDOW = 100;

  /** A window that is held to a rate is recorded after so many seconds, not after all of them. */
  private static final double LONGEST_SECONDS = 5;

  public static RunSettings with(int writers, OptionalDouble rate, LiveLimits brake) {
    double slow = rate.orElse(WINDOW) * LONGEST_SECONDS;
    int window = (int) Math.max(1, Math.min(WINDOW, slow));
    return new RunSettings(
        window, writers, brake, Duration.ofMillis(500), Duration.ofSeconds(60), rate);
  }
}
