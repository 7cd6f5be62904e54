package org.keyturn.agent.run;

import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;

/** Where a run gets new passwords from and how it keeps them until they are delivered. */
public interface Passwords {

  /**
   * A password for this account, another one each time.
   *
   * @return the caller's to close
   */
  Secret next(Account account);

  byte[] seal(Secret password, String run, AccountId account);

  /**
   * @return the caller's to close
   */
  Secret open(byte[] sealed, String run, AccountId account);
}
