package org.keyturn.agent.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** How runs went over time, for reports. */
public interface Timelines {

  /** How finely time is told: every zone's days begin on such a mark. */
  Duration STEP = Duration.ofMinutes(15);

  /**
   * Runs that many people noticed: campaigns, and runs that asked more than one person to choose
   * another password.
   *
   * @param since those that were open then or have begun later
   * @param limit at most so many, newest first
   */
  List<Run> ofMany(String directory, Instant since, int limit);

  /** How many accounts a run wrote to, by the start of the {@link #STEP} in which it did. */
  SortedMap<Instant, Long> applied(String run);
}
