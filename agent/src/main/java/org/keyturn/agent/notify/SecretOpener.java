package org.keyturn.agent.notify;

import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Message;

/** Opens the temporary password that a message carries sealed, or makes the code that it tells. */
@FunctionalInterface
public interface SecretOpener {

  /**
   * @return the caller's to close
   * @throws RuntimeException with a sentence for the operator where it does not open; no secret
   */
  Secret open(Message message);
}
