package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a run stands that reaches its accounts wave by wave.
 *
 * @param run its run
 * @param waves its pace
 * @param wave the last wave that was started, from 1; 0: none yet
 * @param accounts how many accounts that wave has
 * @param left how many of those have no outcome yet
 * @param failed how many of those failed or were parked
 * @param startedAt when it was started, as far as the pace is concerned
 * @param dueAt when it, or the next one, may go on; empty: it is under way, or nothing is left
 * @param paused why nothing goes on until somebody says resume
 */
public record Campaign(
    String run,
    Waves waves,
    long wave,
    long accounts,
    long left,
    long failed,
    Optional<Instant> startedAt,
    Optional<Instant> dueAt,
    Optional<String> paused) {

  /** Whether its time has come; a person may have paused it all the same. */
  public boolean isDue(Instant now) {
    return dueAt.isEmpty() || !dueAt.get().isAfter(now);
  }

  /** How many waves are through. */
  public long done() {
    return left > 0 ? wave - 1 : wave;
  }
}
