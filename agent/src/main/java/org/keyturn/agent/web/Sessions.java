package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of browsers between two requests, in memory: one value a type, until the
 * browser was idle for a while, and no longer than an hour, or than a value {@linkplain Lasting
 * says}. Of very many browsers, the one that was idle the longest is forgotten. Only what a form
 * brought is remembered; looking costs nothing here. Thread-safe.
 */
final class Sessions {

  static final int MOST = 10_000;
  static final Duration IDLE = Duration.ofMinutes(15);
  static final Duration LONGEST = Duration.ofHours(1);

  private final Clock clock;

  /** By fingerprint, the longest idle first. */
  private final LinkedHashMap<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

  /** A value that gives its session another time. */
  interface Lasting {

    /** How long it is kept while nothing is done. */
    Duration idle();

    /** How long at most, from this value on. */
    Duration longest();
  }

  private static final class Session {
    final Map<Class<?>, Object> values = new HashMap<>();
    Instant began;
    Instant used;
    Duration idle = IDLE;
    Duration longest = LONGEST;

    Session(Instant now) {
      this.began = now;
      this.used = now;
    }

    boolean isOver(Instant now) {
      return !now.isBefore(used.plus(idle)) || !now.isBefore(began.plus(longest));
    }

    void put(Object value, Instant now) {
      if (value instanceof Lasting lasting && !values.containsKey(value.getClass())) {
        began = now;
        idle = lasting.idle();
        longest = lasting.longest();
      }
      values.put(value.getClass(), value);
    }
  }

  Sessions(Clock clock) {
    this.clock = clock;
  }

  synchronized <T> Optional<T> get(String browser, Class<T> type) {
    return Optional.ofNullable(live(browser)).map(session -> type.cast(session.values.get(type)));
  }

  synchronized void put(String browser, Object value) {
    Session session = live(browser);
    if (session == null) {
      session = new Session(clock.instant());
      sessions.put(browser, session);
      forgetOld();
    }
    session.put(value, clock.instant());
  }

  synchronized void drop(String browser, Class<?> type) {
    Session session = live(browser);
    if (session != null) {
      session.values.remove(type);
    }
  }

  synchronized void end(String browser) {
    sessions.remove(browser);
  }

  /** The same browser has another secret from now on. */
  synchronized void move(String browser, String to) {
    Session session = live(browser);
    if (session != null) {
      sessions.remove(browser);
      sessions.put(to, session);
    }
  }

  synchronized int size() {
    return sessions.size();
  }

  private @Nullable Session live(String browser) {
    Session session = sessions.get(browser);
    Instant now = clock.instant();
    if (session == null) {
      return null;
    } else if (session.isOver(now)) {
      sessions.remove(browser);
      return null;
    }
    session.used = now;
    return session;
  }

  private void forgetOld() {
    Instant now = clock.instant();
    Iterator<Session> oldest = sessions.values().iterator();
    while (oldest.hasNext()) {
      Session session = Objects.requireNonNull(oldest.next());
      if (sessions.size() <= MOST && !session.isOver(now)) {
        return;
      }
      oldest.remove();
    }
  }
}
