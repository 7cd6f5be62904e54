package org.keyturn.agent.journal;

/**
 * The store of one agent: what was planned, intended, done, owed and by whom. Every method is one
 * transaction that is on disk when it returns. Thread-safe.
 *
 * <p>A process {@linkplain Holders registers} once and owns the runs that it begins or takes over.
 * Each ownership has a fencing number; a write under an older number changes nothing and throws
 * {@link FencedException}, so that a process that slept through its own take-over does no harm.
 *
 * <p>Methods throw {@link LedgerException} where the store cannot be used: full, read-only,
 * corrupt.
 */
public interface Ledger extends AutoCloseable {

  Holders holders();

  Runs runs();

  Campaigns campaigns();

  Timelines timelines();

  Stops stops();

  Outbox outbox();

  Occurrences occurrences();

  AuditTrail audit();

  EventFeeds eventFeeds();

  SyncPoints syncPoints();

  Tickets tickets();

  /** New addresses of people who are signed in. */
  CodeTickets newAddresses();

  /** Operators whose password was right. */
  CodeTickets signIns();

  Removals removals();

  PendingPlans pendingPlans();

  AccessTokens accessTokens();

  GivenAnswers givenAnswers();

  Pauses pauses();

  Lookups lookups();

  @Override
  void close();
}
