package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.journal.Runs.Ownership;

/**
 * The waves of campaigns. {@link Runs#planned} hands out the accounts of the waves that were
 * started, and no others; so whoever carries the run on, after whatever crash, does no more.
 */
public interface Campaigns {

  /** Empty where the run is done in one go. */
  Optional<Campaign> find(String run);

  /** Open runs that nobody paused and whose next wave may start, the longest due first. */
  List<Run> due();

  /** The campaign of a job that is still going on. */
  Optional<Run> ofJob(String job);

  /**
   * Starts the next wave, or goes on with one that was not finished.
   *
   * @param beat what the pace counts from, where it is the next one
   * @throws FencedException where another process took the run over
   */
  Campaign start(Ownership ownership, Instant beat);

  /**
   * Lets go of the run until an instant.
   *
   * @param paused why it is not to go on then either; what it was paused for already stands
   * @throws FencedException where another process took the run over
   */
  void rest(Ownership ownership, Instant dueAt, Optional<String> paused);

  /**
   * Keeps it from starting another wave; whoever carries one out goes on with that. Of several
   * reasons the first stands. False where it is no campaign, or done.
   */
  boolean pause(String run, String why);

  /**
   * Takes the pause away.
   *
   * @param who for the audit trail
   * @return why it was paused; empty where it was not
   */
  Optional<String> goOn(String run, String who);
}
