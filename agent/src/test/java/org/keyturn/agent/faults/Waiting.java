package org.keyturn.agent.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another process does. */
final class Waiting {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Waiting() {}

  static void until(String what, BooleanSupplier so) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain until " + what);
      }
      pause(10);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
