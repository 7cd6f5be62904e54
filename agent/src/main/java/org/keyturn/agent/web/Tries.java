package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a password may be tried here: for one account or name less often than any directory
 * locks it, and in all less often than guessing pays. A try is counted before it is made, so that
 * many at once are no more than one after the other; a right one is not counted. Thread-safe.
 *
 * <p>Nothing about whoever asks is looked at: addresses are cheap, and a forged header is free.
 */
public final class Tries {

  /** Wrong ones, of one account, within {@link #WINDOW}. */
  static final int OF_ONE = 2;

  static final Duration WINDOW = Duration.ofMinutes(30);

  /** Of everybody, within {@link #MOMENT}. */
  static final int OF_ALL = 400;

  static final Duration MOMENT = Duration.ofSeconds(10);

  /** More than can be tried within the window. */
  private static final int MOST = (int) (OF_ALL * WINDOW.toSeconds() / MOMENT.toSeconds());

  private final Clock clock;
  private final Deque<Instant> lately = new ArrayDeque<>();

  /** By account, the longest ago first. */
  private final Map<String, Deque<Instant>> wrong = new LinkedHashMap<>();

  public Tries(Clock clock) {
    this.clock = clock;
  }

  /** Whether one more may be made; it is then counted as a wrong one. */
  synchronized boolean take(String account) {
    Instant now = clock.instant();
    forget(lately, now.minus(MOMENT));
    Deque<Instant> own = wrong.getOrDefault(account, new ArrayDeque<>());
    forget(own, now.minus(WINDOW));
    if (lately.size() >= OF_ALL || own.size() >= OF_ONE) {
      return false;
    }
    lately.add(now);
    own.add(now);
    wrong.remove(account);
    wrong.put(account, own);
    if (wrong.size() > MOST) {
      wrong.remove(wrong.keySet().iterator().next());
    }
    return true;
  }

  /** The last try was right: the directory begins to count anew, and so does this. */
  synchronized void right(String account) {
    wrong.remove(account);
  }

  private static void forget(Deque<Instant> times, Instant before) {
    while (!times.isEmpty() && !times.getFirst().isAfter(before)) {
      times.removeFirst();
    }
  }
}
