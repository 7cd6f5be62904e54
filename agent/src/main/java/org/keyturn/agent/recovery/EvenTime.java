package org.keyturn.agent.recovery;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers after a whole number of steps, so that the time tells nothing of what was found. The work
 * is to fit into one step; what takes longer is no more than rounded up. Thread-safe.
 */
public final class EvenTime {

  private final long step;
  private final LongSupplier nanoTime;
  private final LongConsumer pause;

  /**
   * @param nanoTime as {@link System#nanoTime}
   * @param pause waits so many nanoseconds
   */
  EvenTime(Duration step, LongSupplier nanoTime, LongConsumer pause) {
    this.step = step.toNanos();
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /** Of real time. */
  public static EvenTime of(Duration step) {
    return new EvenTime(step, System::nanoTime, EvenTime::sleep);
  }

  /** However it ends. */
  <T> T take(Supplier<T> work) {
    Begun begun = begin();
    try {
      return work.get();
    } finally {
      begun.end();
    }
  }

  public Begun begin() {
    return new Begun(nanoTime.getAsLong());
  }

  /** One answer under way. */
  public final class Begun {
    private final long at;

    private Begun(long at) {
      this.at = at;
    }

    /** Waits for the end of the step. */
    public void end() {
      long taken = nanoTime.getAsLong() - at;
      pause.accept(step - taken % step);
    }
  }

  private static void sleep(long nanos) {
    try {
      Thread.sleep(Duration.ofNanos(nanos).toMillis(), (int) (nanos % 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
