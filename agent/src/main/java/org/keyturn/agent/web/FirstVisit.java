package org.keyturn.agent.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The one browser that the first-run pages are for: it shows a token that the terminal printed,
 * once, and is gone when it is done or was idle for {@link #IDLE}. Thread-safe.
 */
final class FirstVisit {

  static final Duration IDLE = Duration.ofMinutes(15);

  private static final long LOOK_MS = 500;

  private final Clock clock;
  private final String token = Tokens.fingerprint(new Tokens().fresh());
  private final CountDownLatch done = new CountDownLatch(1);
  private boolean used; // guarded by this
  private Instant last; // guarded by this

  FirstVisit(Clock clock) {
    this.clock = clock;
    this.last = clock.instant();
  }

  String token() {
    return token;
  }

  /** Whether it may come in with this: the first time, and in time. */
  synchronized boolean admit(String shown) {
    boolean right =
        MessageDigest.isEqual(
            token.getBytes(StandardCharsets.US_ASCII), shown.getBytes(StandardCharsets.UTF_8));
    if (!right || used || isOver()) {
      return false;
    }
    used = true;
    last = clock.instant();
    return true;
  }

  /** It is still there. */
  synchronized void touch() {
    last = clock.instant();
  }

  synchronized boolean isOver() {
    return !clock.instant().isBefore(last.plus(IDLE));
  }

  void finish() {
    done.countDown();
  }

  /** Whether it was done, and not given up. */
  boolean awaitEnd() throws InterruptedException {
    while (!isOver()) {
      if (done.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return done.getCount() == 0;
  }
}
