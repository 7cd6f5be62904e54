package org.keyturn.agent.run;

import java.util.Optional;
import org.keyturn.agent.journal.LedgerException;
import org.keyturn.agent.journal.Stops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the ledger, as long as a run goes on, whether another process asks for it to be
 * stopped.
 */
final class Listening implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private static final long EVERY_MILLIS = 500;

  private final Stops stops;
  private final String run;
  private final Stop parent;
  private final Stop stop;
  private final Stop over = new Stop();

  private Listening(Stops stops, String run, Stop parent) {
    this.stops = stops;
    this.run = run;
    this.parent = parent;
    this.stop = parent.child();
  }

  /**
   * @param parent what stops this run among others
   */
  static Listening to(Stops stops, String run, Stop parent) {
    Listening listening = new Listening(stops, run, parent);
    Thread thread = new Thread(listening::listen, "stop " + run);
    thread.setDaemon(true);
    thread.start();
    return listening;
  }

  /** Asked by this process or by another one. */
  Stop stop() {
    return stop;
  }

  private void listen() {
    while (!over.sleep(EVERY_MILLIS) && !stop.asked()) {
      try {
        Optional<String> by = stops.asked(run);
        by.ifPresent(who -> stop.ask("stopped by " + who));
      } catch (LedgerException e) {
        // The run meets it as well, and says what it means.
        LOG.debug("{}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    over.ask();
    parent.forget(stop);
  }
}
