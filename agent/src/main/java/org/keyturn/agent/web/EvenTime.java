package org.keyturn.agent.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets every answer to a wrong sign-in take the same time: until the next full step after it began,
 * however long the directory looked for somebody who is or is not there.
 */
final class EvenTime {

  private static final Duration STEP = Duration.ofMillis(400);

  private final long began = System.nanoTime();

  void end() {
    long step = STEP.toNanos();
    long until = began + (Math.floorDiv(System.nanoTime() - began, step) + 1) * step;
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(Math.max(left, TimeUnit.MICROSECONDS.toNanos(50)));
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }
}
