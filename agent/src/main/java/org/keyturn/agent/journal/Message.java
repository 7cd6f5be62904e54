package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * A message in the outbox.
 *
 * @param id given by the store
 * @param messageId the stable Message-ID: the same at every attempt
 * @param run the run that owes it; empty where none does
 * @param content what it says and to whom
 * @param state where it stands
 * @param attempts how often it was tried
 * @param createdAt when it was owed
 * @param nextAttemptAt not before
 * @param sentAt when a gateway took it
 * @param error the last failure, for people
 */
public record Message(
    long id,
    String messageId,
    Optional<String> run,
    NewMessage content,
    State state,
    int attempts,
    Instant createdAt,
    Instant nextAttemptAt,
    Optional<Instant> sentAt,
    String error) {

  public enum State {
    OWED,
    SENT,
    /** Not tried again until somebody says so. */
    PARKED,
    DROPPED
  }
}
