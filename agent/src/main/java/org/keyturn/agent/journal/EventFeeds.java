package org.keyturn.agent.journal;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells subscribers what is in the audit trail: how far each was told is kept, so that nothing is
 * left out or owed twice, whatever crashes.
 */
public interface EventFeeds {

  /** Subscribers that are new are told what happens from now on. */
  void begin(Collection<String> subscribers);

  /**
   * Puts what happened since the last call into the outbox.
   *
   * @param wanted the message that an entry is worth to this subscriber
   * @return how many messages
   */
  int owe(String subscriber, Function<AuditTrail.Entry, Optional<NewMessage>> wanted);
}
