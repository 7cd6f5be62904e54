package org.keyturn.agent.run;

import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.journal.Item;

/**
 * A write about to be sent.
 *
 * @param sealed its new password as the ledger keeps it; empty where there is none
 * @param account as it was read just now, where that matters
 */
record Prepared(Item item, Write write, byte[] sealed, Optional<Account> account) {

  /** Once it was answered nobody needs the clear password any more. */
  void wipe() {
    if (write.change() instanceof PasswordChange.Reset reset) {
      reset.password().close();
    } else if (write.change() instanceof PasswordChange.Remove remove) {
      remove.password().close();
    }
  }
}
