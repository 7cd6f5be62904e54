package org.keyturn.agent.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.keyturn.agent.SyncRound;
import org.keyturn.agent.SyncWatch;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.Stop;

/** {@code sync --watch}: keeps looking until it is stopped, which is no failure. */
final class SyncWatching {

  private static final long DRAIN_SECONDS = 30;

  private final Desk desk;
  private final Stop stop = new Stop();
  private final CountDownLatch over = new CountDownLatch(1);

  SyncWatching(Desk desk) {
    this.desk = desk;
  }

  int watch(Brake.Limits limits) {
    desk.agent()
        .runner(desk.directory(), OptionalDouble.empty(), stop, Progress.NONE)
        .settleUnfinished();
    SyncRound round = new SyncRound(desk.agent(), Optional.empty(), limits, desk.actor(), stop);
    Thread hook = new Thread(this::end, "end-of-watch");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      desk.screen().note("Watching " + desk.directoryName() + "; Ctrl-C ends it.");
      new SyncWatch(
              desk.agent(),
              desk.directoryName(),
              round,
              stop,
              this::tell,
              why -> desk.screen().warn(why + "; it is tried again"))
          .run();
      return Exit.DONE;
    } finally {
      over.countDown();
    }
  }

  private void tell(SyncRound.Outcome outcome) {
    Screen screen = desk.screen();
    screen
        .out()
        .println(
            Words.time(desk.now())
                + "  "
                + outcome.detail()
                + outcome.run().map(run -> ", run " + run).orElse(""));
    screen.out().flush();
  }

  private void end() {
    if (over.getCount() == 0) {
      return;
    }
    stop.ask();
    try {
      boolean unused = over.await(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    desk.screen().flush();
    // The JVM would end with 128 plus the signal's number, whatever main returns.
    Runtime.getRuntime().halt(Exit.DONE);
  }
}
