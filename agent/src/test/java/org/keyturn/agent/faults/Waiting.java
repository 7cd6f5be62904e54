package org.keyturn.agent.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

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

  /** A count that was the same for a second: whoever is still at work does not pause as long. */
  static int settled(String what, IntSupplier count) {
    int[] last = {-1};
    int[] times = {0};
    until(
        what + " have settled",
        () -> {
          int now = count.getAsInt();
          times[0] = now == last[0] ? times[0] + 1 : 0;
          last[0] = now;
          pause(100);
          return times[0] == 10;
        });
    return last[0];
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
