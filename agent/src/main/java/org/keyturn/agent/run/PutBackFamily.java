package org.keyturn.agent.run;

import java.util.Optional;
import org.keyturn.agent.account.Action;

/** Actions that write to the same thing: the later one is what stands. */
enum PutBackFamily {
  PASSWORD,
  EXPIRY_POLICY,
  LOCK;

  /** Empty for what writes nothing, or cannot be told by itself. */
  static Optional<PutBackFamily> of(Action action) {
    return switch (action) {
      case RESET, FORCE_CHANGE, FORCE_CHANGE_OFF, EXPIRE, SPREAD -> Optional.of(PASSWORD);
      case NEVER_EXPIRE, NEVER_EXPIRE_OFF, SYNC -> Optional.of(EXPIRY_POLICY);
      case UNLOCK, DISABLE, ENABLE -> Optional.of(LOCK);
      case REMIND, REMOVE, RESTORE, PURGE, UNDO -> Optional.empty();
    };
  }
}
