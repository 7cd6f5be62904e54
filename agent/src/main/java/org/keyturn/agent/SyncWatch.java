package org.keyturn.agent;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.directory.Directories;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.run.Stop;

/**
 * Keeps a directory as it is declared: asks every two seconds what changed, on connections of its
 * own, so that somebody new is under their policy before they are told their password. A directory
 * that is away is tried again, ever more seldom.
 */
public final class SyncWatch {

  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofMinutes(1);

  private final Agent agent;
  private final String name;
  private final SyncRound round;
  private final Stop stop;
  private final Consumer<SyncRound.Outcome> told;
  private final Consumer<String> trouble;
  private @Nullable Directory open;

  /**
   * @param name the config's name of the directory
   * @param stop ends it, between two rounds or after the writes in flight
   * @param told takes each round in which something was done or is to be said
   * @param trouble takes what kept a round from being made; it is tried again
   */
  public SyncWatch(
      Agent agent,
      String name,
      SyncRound round,
      Stop stop,
      Consumer<SyncRound.Outcome> told,
      Consumer<String> trouble) {
    this.agent = agent;
    this.name = name;
    this.round = round;
    this.stop = stop;
    this.told = told;
    this.trouble = trouble;
  }

  /** Returns once it was stopped. */
  public void run() {
    Duration wait = EVERY;
    String before = "";
    try {
      do {
        try {
          SyncRound.Outcome outcome = round.carryOut(directory(), "watching");
          if (!outcome.detail().isEmpty() && !outcome.detail().equals(before)) {
            told.accept(outcome);
          }
          // What stays as it is, such as a brake that holds, is said once.
          before = outcome.run().isPresent() ? "" : outcome.detail();
          wait = EVERY;
        } catch (DirectoryException | RunFailure | PlanException e) {
          trouble.accept(String.valueOf(e.getMessage()));
          letGo();
          Duration twice = wait.multipliedBy(2);
          wait = twice.compareTo(MOST) > 0 ? MOST : twice;
        }
      } while (!stop.sleep(wait.toMillis()));
    } finally {
      letGo();
    }
  }

  private Directory directory() {
    Directory present = open;
    if (present == null) {
      present =
          Directories.open(Objects.requireNonNull(agent.config().directories().get(name), name));
      open = present;
    }
    return present;
  }

  /** The next round may choose another server. */
  private void letGo() {
    Directory present = open;
    open = null;
    if (present != null) {
      present.close();
    }
  }
}
