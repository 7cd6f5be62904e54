package org.keyturn.agent.web;

import java.util.List;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.console.Sight;

/** Whom the filter of a list of people means, without whoever asks. */
@FunctionalInterface
interface Picks {

  /**
   * @param form with the filter's fields: {@code q}, {@code state}, {@code policy}, {@code group}
   */
  List<AccountId> ids(Sight sight, String directory, Form form);
}
