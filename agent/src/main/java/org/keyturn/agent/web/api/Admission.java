package org.keyturn.agent.web.api;

import org.keyturn.agent.console.Admitted;

/** Who stands behind a token, and what they may, as things are now. */
@FunctionalInterface
public interface Admission {

  /**
   * @param token as it was sent
   * @throws org.keyturn.agent.directory.DirectoryException where that cannot be told now
   */
  Admitted admit(String token);
}
