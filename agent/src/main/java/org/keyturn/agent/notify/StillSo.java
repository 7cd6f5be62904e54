package org.keyturn.agent.notify;

import org.keyturn.agent.journal.Message;

/**
 * Asks whether what a message tells is still so: one that waited for its hours, or for another
 * attempt, may be about an end that has moved since. Thread-safe.
 */
public interface StillSo {

  Answer ask(Message message);

  /** What is known of it. */
  sealed interface Answer {}

  record Yes() implements Answer {}

  /**
   * @param why a few words, for {@code outbox}
   */
  record No(String why) implements Answer {}

  /**
   * Whoever knows cannot be asked at present.
   *
   * @param why a few words, for {@code outbox}
   */
  record Unknown(String why) implements Answer {}
}
