package org.keyturn.agent.plan;

import java.time.Instant;
import org.keyturn.agent.account.Account;

/** Whom of those that a search reads somebody means; asked of each account as it is read. */
@FunctionalInterface
public interface AccountFilter {

  /** Everybody who is read. */
  AccountFilter NONE = (account, now) -> true;

  /**
   * @param now the instant that the plan decides for
   */
  boolean keeps(Account account, Instant now);
}
