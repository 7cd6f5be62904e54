package org.keyturn.agent.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What a directory says of many, kept for a minute so that a page costs no more than one account.
 * Good for showing and sending; whatever writes asks anew.
 */
final class Recent<T> {

  private static final Duration KEPT = Duration.ofMinutes(1);

  private record Kept<T>(T value, Instant until) {}

  private final Function<String, T> ask;
  private final Clock clock;
  private final Map<String, Kept<T>> kept = new ConcurrentHashMap<>();

  /**
   * @param ask by the directory's name
   */
  Recent(Function<String, T> ask, Clock clock) {
    this.ask = ask;
    this.clock = clock;
  }

  T of(String directory) {
    Instant now = clock.instant();
    Kept<T> known = kept.get(directory);
    if (known == null || !known.until().isAfter(now)) {
      known = new Kept<>(ask.apply(directory), now.plus(KEPT));
      kept.put(directory, known);
    }
    return known.value();
  }
}
