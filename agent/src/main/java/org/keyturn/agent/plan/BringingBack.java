package org.keyturn.agent.plan;

import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.Reversal;

/** Whether somebody who was removed can be brought back; the ledger knows what they were. */
public interface BringingBack {

  /** Where nobody is ever removed. */
  BringingBack NOBODY = (run, account) -> new Reversal.AsBefore();

  /**
   * @param run the one that removed them
   * @param account as it is now
   */
  Reversal of(String run, Account account);
}
