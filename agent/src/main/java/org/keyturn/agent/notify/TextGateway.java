package org.keyturn.agent.notify;

import java.util.Optional;

/** Takes text messages on their way to telephones. Thread-safe. */
interface TextGateway {

  Gateway.HandOver handOver(TextMessage message);

  /** Why it would take nothing at present; empty where it looks well. Hands nothing over. */
  Optional<String> away();

  default void rest() {}
}
