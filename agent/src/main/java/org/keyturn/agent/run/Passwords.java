package org.keyturn.agent.run;

import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Channel;

/** Where a run gets new passwords from and how it keeps them until they are delivered. */
public interface Passwords {

  /**
   * A password for this account, another one each time.
   *
   * @return the caller's to close
   */
  Secret next(Account account);

  /** A claim for a password that nobody is told, another one each time. */
  Claim claim();

  /** By which channels people are told that they set their password. */
  default Set<Channel> ways() {
    return Set.of(Channel.MAIL);
  }

  byte[] seal(Secret password, String run, AccountId account);

  /**
   * @return the caller's to close
   */
  Secret open(byte[] sealed, String run, AccountId account);
}
