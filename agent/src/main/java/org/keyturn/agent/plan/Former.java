package org.keyturn.agent.plan;

import java.util.function.Consumer;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.Reversal;

/** Those who were removed, as the ledger has them. */
public interface Former {

  /** Streams everybody who was ever removed, also who is back. */
  void each(Consumer<FormerAccount> sink);

  /**
   * Whether somebody can come back, asked of the directory.
   *
   * @param account as it is now
   * @param partial whether a group that is gone is done without
   */
  Reversal of(Account account, boolean partial);
}
