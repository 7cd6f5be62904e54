package org.keyturn.agent.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a run to end after the writes that are in flight. Thread-safe. */
public final class Stop {

  /** Why a run of the daemon ends with it: nobody decided anything about the run. */
  public static final String AGENT_ENDS = "the agent was stopped";

  private final CountDownLatch asked = new CountDownLatch(1);
  private final Set<Stop> children = ConcurrentHashMap.newKeySet();
  private volatile String why = "";

  public void ask() {
    ask("stopped by the operator");
  }

  /**
   * @param reason for people; of several the first one counts
   */
  public void ask(String reason) {
    synchronized (this) {
      if (!asked()) {
        why = reason;
        asked.countDown();
      }
    }
    children.forEach(child -> child.ask(reason));
  }

  public boolean asked() {
    return asked.getCount() == 0;
  }

  /** Why, for people; empty as long as nobody asked. */
  String why() {
    return why;
  }

  /** One that is asked when this one is, and can be asked alone. */
  public Stop child() {
    Stop child = new Stop();
    children.add(child);
    if (asked()) {
      child.ask(why);
    }
    return child;
  }

  /** One that is not needed any more. */
  public void forget(Stop child) {
    children.remove(child);
  }

  /** Waits, unless or until it is asked. Returns whether it was. */
  public boolean sleep(long millis) {
    try {
      return asked.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
