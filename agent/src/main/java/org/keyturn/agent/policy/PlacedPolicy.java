package org.keyturn.agent.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * A declared policy and where it stands.
 *
 * @param dn in the server's spelling, where the policy exists
 */
public record PlacedPolicy(DeclaredPolicy policy, String dn) {

  String name() {
    return policy.name();
  }

  /** Whether it is declared that passwords under it never end. */
  boolean neverExpires() {
    return policy.maxAge().equals(Optional.of(Duration.ZERO));
  }
}
