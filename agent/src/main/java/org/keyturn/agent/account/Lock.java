package org.keyturn.agent.account;

import java.time.Instant;
import java.util.Optional;

/** Whether failed sign-ins or an administrator keep an account from binding. */
public sealed interface Lock {

  record None() implements Lock {}

  /** Locked by failures; the server lets go by itself at the instant. */
  record Until(Instant instant) implements Lock {}

  /** Locked until somebody unlocks it. */
  record UntilUnlocked() implements Lock {}

  Lock NONE = new None();
  Lock UNTIL_UNLOCKED = new UntilUnlocked();

  /** Whether a right password would be refused at this instant. */
  default boolean holds(Instant now) {
    return this instanceof UntilUnlocked || (this instanceof Until u && u.instant().isAfter(now));
  }

  default Optional<Instant> until() {
    return this instanceof Until u ? Optional.of(u.instant()) : Optional.empty();
  }
}
