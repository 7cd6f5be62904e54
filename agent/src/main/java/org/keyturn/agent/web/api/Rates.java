package org.keyturn.agent.web.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often a token may ask: a burst, and then so many a second. Those that let nobody in share one
 * allowance. Thread-safe.
 */
final class Rates {

  static final int BURST = 120;
  static final int A_SECOND = 20;

  private static final int MOST = 1_000;
  private static final Duration EACH = Duration.ofSeconds(1).dividedBy(A_SECOND);

  private final Clock clock;

  /** By token: the instant at which its allowance is whole again. */
  private final Map<String, Instant> whole = new LinkedHashMap<>(16, 0.75f, true);

  Rates(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts one more.
   *
   * @return how long to wait, where that is too many
   */
  synchronized Optional<Duration> take(String token) {
    Instant now = clock.instant();
    Instant full = whole.getOrDefault(token, now);
    Instant then = (full.isBefore(now) ? now : full).plus(EACH);
    Duration over = Duration.between(now.plus(EACH.multipliedBy(BURST)), then);
    if (over.compareTo(Duration.ZERO) > 0) {
      return Optional.of(over);
    }
    whole.put(token, then);
    if (whole.size() > MOST) {
      whole.remove(whole.keySet().iterator().next());
    }
    return Optional.empty();
  }
}
