package org.keyturn.agent.run;

import java.util.Optional;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;

/** Passwords that an operator chose. */
@FunctionalInterface
public interface Given {

  /** None: every password is generated. */
  Given NOTHING = id -> Optional.empty();

  /**
   * The password for an account; empty: generate one.
   *
   * @return the caller's to close
   */
  Optional<Secret> password(AccountId id);
}
