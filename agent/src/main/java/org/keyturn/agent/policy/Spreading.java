package org.keyturn.agent.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How an operator or a job asks for the ends of many passwords to be spread.
 *
 * @param over how long the period is
 * @param start when it begins
 */
public record Spreading(Duration over, Start start) {

  /** The shortest period: below it hardly anything would be spread. */
  public static final Duration SHORTEST = Duration.ofHours(1);

  public Spreading {
    if (over.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(over + " is no period to spread over");
    }
  }

  public sealed interface Start {

    /** At an instant; every such plan means the same period. */
    record At(Instant instant) implements Start {}

    /** A while from now, rounded up to the full hour. */
    record In(Duration time) implements Start {}

    /** As soon as nobody is surprised, rounded up to the full hour. */
    record AfterWarnings() implements Start {}
  }

  /** What it means now, as it is frozen into a plan. */
  public Spreading startingAt(Instant from) {
    return new Spreading(over, new Start.At(from));
  }

  /**
   * @param warning the longest time before the end that any of the people is warned at sign-in
   */
  public Period period(Instant now, Duration warning) {
    if (start instanceof Start.At at) {
      return new Period(at.instant().truncatedTo(ChronoUnit.SECONDS), over);
    }
    Duration wait = start instanceof Start.In in ? in.time() : warning;
    Instant hour = now.plus(wait).truncatedTo(ChronoUnit.HOURS);
    return new Period(hour.isBefore(now.plus(wait)) ? hour.plus(1, ChronoUnit.HOURS) : hour, over);
  }
}
