package org.keyturn.agent.account;

import java.util.Optional;

/** An address that does not hang on the account's password, and that its owner may have changed. */
public enum Reach {
  RECOVERY_MAIL {
    @Override
    public Optional<String> of(Account account) {
      return account.recoveryMail();
    }
  },
  MOBILE {
    @Override
    public Optional<String> of(Account account) {
      return account.mobile();
    }
  };

  /** The one that the directory has. */
  public abstract Optional<String> of(Account account);
}
