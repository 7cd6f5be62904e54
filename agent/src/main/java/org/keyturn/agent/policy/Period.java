package org.keyturn.agent.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time from an instant on, in which passwords end one after the other.
 *
 * @param from the first end, to the second
 * @param over how long it is; the last end lies before its own end
 */
public record Period(Instant from, Duration over) {

  public Instant end() {
    return from.plus(over);
  }

  /**
   * The end of one of many passwords: they lie evenly, the first at the start of the period.
   *
   * @param rank from 0
   * @param of how many there are
   * @return to the second, cut off
   */
  Instant at(long rank, long of) {
    long step = over.toSeconds() / of;
    long rest = over.toSeconds() % of;
    // In two parts: the product of a century's seconds and a million ranks stays in range.
    return from.plusSeconds(rank * step + rank * rest / of).truncatedTo(ChronoUnit.SECONDS);
  }

  /** Between a date and time each, in UTC. */
  @Override
  public String toString() {
    return from + " to " + end();
  }
}
