package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Scheduled instants of jobs: each is taken once, whoever fires it and however often. */
public interface Occurrences {

  /** How an occurrence ended up. */
  enum State {
    /** Taken; see its run. */
    FIRED,
    /** Its time passed while no agent was there, or while the job was still running. */
    MISSED,
    /** Fired, and no run came of it: nothing due, the brake, an error. */
    REFUSED
  }

  /**
   * @param job the config's job
   * @param scheduledAt the instant of the schedule, not of the firing
   * @param run the run that came of it
   * @param detail for people
   */
  record Occurrence(
      String job, Instant scheduledAt, State state, Optional<String> run, String detail) {}

  /** Takes an occurrence. False where it was taken or recorded before. */
  boolean take(String job, Instant scheduledAt);

  /** Records what came of one that was taken. */
  void settle(String job, Instant scheduledAt, State state, Optional<String> run, String detail);

  /** Records one that was missed, unless it was taken. */
  void missed(String job, Instant scheduledAt, String detail);

  /** The latest instant recorded for a job. */
  Optional<Instant> latest(String job);

  /** Newest first. */
  List<Occurrence> list(Optional<String> job, int limit);
}
