package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger page by page, newest first, for people who look something up. Each page costs a
 * bounded amount of work, however much there is.
 */
public interface Lookups {

  /** How many entries of the audit trail one page goes through at most. */
  long REACH = 250_000;

  /** The newest runs. */
  List<Run> runs(RunQuestion question, int limit);

  /** Those that began before a run that the ledger has. */
  List<Run> runsBefore(String run, RunQuestion question, int limit);

  /**
   * Messages with a lower number.
   *
   * @param before {@link Long#MAX_VALUE} for the newest
   */
  List<Message> messages(Optional<Message.State> state, long before, int limit);

  /** How many messages are owed and how many parked, by state; none that have ended. */
  Map<Message.State, Long> waiting();

  /** Since when the message that is due the longest has been; empty where none is due. */
  Optional<Instant> dueSince(Instant now);

  /**
   * Entries with a lower number.
   *
   * @param before {@link Long#MAX_VALUE} for the newest
   */
  AuditPage audit(AuditQuestion question, long before, int limit);

  /**
   * What was found.
   *
   * @param next where to go on, as the {@code before} of the next page; empty: there is no more
   * @param reached back to when it was looked, where that is not all; a page may hold nothing, and
   *     the next one something
   */
  record AuditPage(
      List<AuditTrail.Entry> entries, Optional<Long> next, Optional<Instant> reached) {}
}
