package org.keyturn.agent.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * At which points around the end of a password somebody is told of it. Each point is how long
 * before the end it comes; one after the end is negative. Pure.
 *
 * @param at the points, in the order in which they come: the longest first
 * @param late how long after the end, or the last point where that comes after it, somebody may
 *     still be told
 * @param escalateFrom from which point on others are told as well; empty: from none
 * @param cap how many people may be told a day; empty: all
 */
public record Reminders(
    List<Duration> at, Duration late, Optional<Duration> escalateFrom, Optional<Integer> cap) {

  /** Where nothing else is said. */
  public static final Duration LATE = Duration.ofDays(7);

  /** However long ago it was. */
  private static final Duration EVER = Duration.ofDays(36_500);

  public Reminders {
    at = List.copyOf(at);
    if (at.isEmpty()) {
      throw new IllegalArgumentException("there is no point to tell anybody at");
    }
    for (int i = 1; i < at.size(); i++) {
      if (at.get(i - 1).compareTo(at.get(i)) <= 0) {
        throw new IllegalArgumentException("the points do not come in this order: " + at);
      }
    }
    if (late.isNegative() || late.isZero()) {
      throw new IllegalArgumentException("late is no time at all");
    }
    if (cap.filter(most -> most < 1).isPresent()) {
      throw new IllegalArgumentException("a cap lets somebody through");
    }
  }

  /** Once from that time on, and once when the password has ended, however long ago. */
  public static Reminders within(Duration time) {
    return new Reminders(List.of(time, Duration.ZERO), EVER, Optional.empty(), Optional.empty());
  }

  /** The point that comes first. */
  public Duration first() {
    return at.get(0);
  }

  /**
   * The point that is to be told now: the latest that has come. Those before it are not made up
   * for.
   *
   * @return empty where none has come, or the last one is too long ago
   */
  public Optional<Duration> due(Instant end, Instant now) {
    for (int i = at.size() - 1; i >= 0; i--) {
      Instant point = end.minus(at.get(i));
      if (!point.isAfter(now)) {
        Instant last = point.isBefore(end) ? end : point;
        boolean tooLate = i == at.size() - 1 && last.plus(late).isBefore(now);
        return tooLate ? Optional.empty() : Optional.of(at.get(i));
      }
    }
    return Optional.empty();
  }

  /** The point that comes after an instant. */
  public Optional<Duration> next(Instant end, Instant now) {
    return at.stream().filter(point -> end.minus(point).isAfter(now)).findFirst();
  }

  /**
   * A point and those after it: whoever was told at one of them is not told at it any more, even
   * where a clock was put back.
   */
  public List<Duration> from(Duration point) {
    return at.stream().filter(other -> other.compareTo(point) <= 0).toList();
  }

  /** Whether others are told as well at a point. */
  public boolean escalates(Duration point) {
    return escalateFrom.filter(from -> point.compareTo(from) <= 0).isPresent();
  }
}
