package org.keyturn.agent.schedule;

import java.time.Instant;
import java.util.Optional;

/** What a schedule starts. */
public interface Scheduled {

  /**
   * Carries a job out; called on a scheduler thread, never for a job that is running already.
   * Answers for everything that can go wrong, and throws for bugs only.
   */
  Settlement carryOut(String job, Instant scheduledAt);

  /**
   * What came of it.
   *
   * @param run the run that came of it; empty where none did
   * @param detail for people; why there is no run
   */
  record Settlement(Optional<String> run, String detail) {}
}
