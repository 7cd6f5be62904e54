package org.keyturn.agent.web;

import java.time.Instant;
import java.util.Optional;

/** How the agent is, for monitoring; nothing in it is secret. */
public interface Health {

  /** Whether the ledger answers. */
  boolean ledger();

  /** When a message was last delivered; empty where none was, or the ledger does not answer. */
  Optional<Instant> lastDelivery();
}
