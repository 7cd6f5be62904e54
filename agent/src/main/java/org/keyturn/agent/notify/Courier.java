package org.keyturn.agent.notify;

import java.util.Optional;
import org.keyturn.agent.journal.Message;

/** Takes the messages of one channel to whoever delivers them. Thread-safe. */
public interface Courier {

  /** Hands one message over; returns when it is safe there, or why it is not. */
  Gateway.HandOver handOver(Message message);

  /** Why nothing would be taken at present; empty where nothing speaks against it. */
  default Optional<String> away() {
    return Optional.empty();
  }

  /** Nothing comes for a while: lets go of what is kept for the next message. */
  default void rest() {}

  /** Where it goes: what fails there again and again says nothing of other places. */
  default String place(Message message) {
    return "";
  }

  /** How many places there are. */
  default int places() {
    return 1;
  }

  /** After so many attempts a message is parked. */
  default int mostAttempts() {
    return Integer.MAX_VALUE;
  }
}
