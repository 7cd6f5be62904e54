package org.keyturn.agent.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.keyturn.agent.run.Stop;

/**
 * Ctrl-C and SIGTERM while a run is under way: what is in flight is finished and recorded, then the
 * process ends with 130. It never waits longer than {@link #DRAIN_SECONDS}: the run can be resumed
 * either way.
 */
final class Interruption implements AutoCloseable {

  private static final long DRAIN_SECONDS = 30;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Stop stop, Screen screen) {
    this.hook =
        new Thread(
            () -> {
              if (over.getCount() == 0) {
                return;
              }
              screen.note("");
              screen.note("Stopping after the writes in flight …");
              stop.ask();
              try {
                boolean unused = over.await(DRAIN_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              screen.flush();
              // The JVM would end with 128 plus the signal's number, whatever main returns.
              Runtime.getRuntime().halt(Exit.INTERRUPTED);
            },
            "interruption");
  }

  static Interruption install(Stop stop, Screen screen) {
    Interruption interruption = new Interruption(stop, screen);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook is running, and sees that it is over.
    }
  }
}
