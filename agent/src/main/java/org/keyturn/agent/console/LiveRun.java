package org.keyturn.agent.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.Stop;

/** A run of this process, as it goes. Thread-safe. */
final class LiveRun implements Progress {

  private final Clock clock;
  private final Runnable onBegun;
  private final Stop stop;
  private @Nullable Instant begun;
  private long total;
  private long done;
  private String waiting = "";

  /**
   * @param onBegun told when it is on record as a run; of a campaign, with each wave
   * @param stop what stops it alone
   */
  LiveRun(Clock clock, Runnable onBegun, Stop stop) {
    this.clock = clock;
    this.onBegun = onBegun;
    this.stop = stop;
  }

  Stop stop() {
    return stop;
  }

  @Override
  public void started(long accounts) {
    onBegun.run();
    start(accounts);
  }

  private synchronized void start(long accounts) {
    begun = clock.instant();
    total = accounts;
    done = 0;
  }

  @Override
  public synchronized void advanced(long accounts, long failures) {
    done += accounts;
    waiting = "";
  }

  @Override
  public synchronized void waiting(String why) {
    waiting = why;
  }

  /** Why nothing moves; empty where something does. */
  synchronized String waiting() {
    return waiting;
  }

  /**
   * How fast it goes, since it went.
   *
   * @return empty: too early to say
   */
  synchronized Optional<Pace> pace() {
    Instant since = begun;
    if (since == null || done == 0) {
      return Optional.empty();
    }
    double seconds = Math.max(0.001, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    double rate = done / seconds;
    return Optional.of(
        new Pace(rate, Duration.ofSeconds((long) Math.ceil(Math.max(0, total - done) / rate))));
  }
}
