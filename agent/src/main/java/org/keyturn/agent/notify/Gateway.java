package org.keyturn.agent.notify;

import java.util.Optional;

/**
 * Takes messages on their way to people. A message may come again with the same Message-ID and
 * content, after a crash between taking it and writing that down; a gateway makes one of the two
 * where it can. Thread-safe.
 */
public interface Gateway {

  /** Hands one message over; returns when it is safe with the gateway, or why it is not. */
  HandOver handOver(Mail mail);

  /** Why it would take nothing at present; empty where it looks well. Hands nothing over. */
  default Optional<String> away() {
    return Optional.empty();
  }

  /** Nothing comes for a while: lets go of what is kept for the next message. */
  default void rest() {}

  /** What became of a message at the gateway. */
  sealed interface HandOver {}

  /** It is the gateway's to deliver now. */
  record Taken() implements HandOver {}

  /**
   * Not now: the gateway is down, full or busy.
   *
   * @param reason a sentence for people, without the message's text and address
   */
  record TryLater(String reason) implements HandOver {}

  /**
   * Never as it is.
   *
   * @param reason a sentence for people, without the message's text and address
   */
  record Refused(String reason) implements HandOver {}
}
