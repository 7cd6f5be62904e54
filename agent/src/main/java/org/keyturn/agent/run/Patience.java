package org.keyturn.agent.run;

import java.time.Duration;

/** Waits for a directory that is away, longer each time, up to a limit in all. One thread. */
final class Patience {

  private static final long LONGEST_MILLIS = 10_000;

  private final Duration first;
  private final Duration limit;
  private final Stop stop;
  private final Progress progress;
  private long waitedMillis;
  private long nextMillis;

  Patience(Duration first, Duration limit, Stop stop, Progress progress) {
    this.first = first;
    this.limit = limit;
    this.stop = stop;
    this.progress = progress;
    this.nextMillis = first.toMillis();
  }

  /** False where the limit is reached or somebody asked to stop. */
  boolean wait(String why) {
    if (waitedMillis >= limit.toMillis()) {
      return false;
    }
    progress.waiting(why);
    boolean asked = stop.sleep(nextMillis);
    waitedMillis += nextMillis;
    nextMillis = Math.min(nextMillis * 2, LONGEST_MILLIS);
    return !asked;
  }

  /** Something went through: the next wait is a first one. */
  void reward() {
    waitedMillis = 0;
    nextMillis = first.toMillis();
  }
}
