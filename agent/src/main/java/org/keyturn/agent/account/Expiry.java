package org.keyturn.agent.account;

import java.time.Instant;
import java.util.Optional;

/** When a password stops working by age, as the server will judge it at the next bind. */
public sealed interface Expiry {

  /** The effective policy has no maximum age, or the account is exempt from it. */
  record Never() implements Expiry {}

  /**
   * The password works before this instant and not from it on.
   *
   * @param instant may lie in the past: then it has expired
   */
  record At(Instant instant) implements Expiry {}

  /**
   * It cannot be told: no policy could be resolved, or the server never recorded a change.
   *
   * @param reason a short kebab-case reason, as shown in reports
   */
  record Unknown(String reason) implements Expiry {}

  /** The instant, where there is one. */
  default Optional<Instant> end() {
    return this instanceof At at ? Optional.of(at.instant()) : Optional.empty();
  }

  default boolean isPast(Instant now) {
    return this instanceof At at && !at.instant().isAfter(now);
  }
}
