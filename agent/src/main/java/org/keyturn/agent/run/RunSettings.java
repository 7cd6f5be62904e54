package org.keyturn.agent.run;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How a run goes about it.
 *
 * @param window how many intents share one fsync, and how many writes may be in flight
 * @param writers how many writes are sent at a time
 * @param failuresInRow after that many refusals one after another the run stops: it is not the
 *     accounts
 * @param firstWait how long a directory that is away is waited for at first; twice as long each
 *     time
 * @param patience how long it is waited for in all
 * @param rate the most writes a second; empty: as many as the directory takes
 */
public record RunSettings(
    int window,
    int writers,
    int failuresInRow,
    Duration firstWait,
    Duration patience,
    OptionalDouble rate) {

  public static RunSettings with(int writers, OptionalDouble rate) {
    return new RunSettings(100, writers, 20, Duration.ofMillis(500), Duration.ofSeconds(60), rate);
  }
}
