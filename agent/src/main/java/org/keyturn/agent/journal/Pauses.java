package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Jobs whose schedule rests, until somebody says that it goes on; a restart changes nothing about
 * it. Each change is in the audit trail.
 */
public interface Pauses {

  /**
   * Why a schedule rests.
   *
   * @param job the config's job
   * @param actor who paused it
   * @param reason what they wrote; may be empty
   */
  record Pause(String job, String actor, String reason, Instant at) {

    /** For people: {@code paused by anna}, {@code paused by anna: migration}. */
    public String sentence() {
      return "paused by " + actor + (reason.isEmpty() ? "" : ": " + reason);
    }
  }

  /** False where it is paused already: who did so first stands. */
  boolean pause(String job, String actor, String reason);

  /** False where it was not paused. */
  boolean goOn(String job, String actor);

  Optional<Pause> find(String job);

  /** In the order of their jobs. */
  List<Pause> all();
}
