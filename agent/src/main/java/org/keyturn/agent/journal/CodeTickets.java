package org.keyturn.agent.journal;

import java.util.Optional;

/**
 * Tickets of one purpose that have one code each, of somebody who has given their password. Their
 * codes are tried as all are, by {@link Tickets#attempt}, and counted apart from those of whoever
 * forgot theirs.
 */
public interface CodeTickets {

  /**
   * Opens a ticket, with its message, where the account has such a code left today; others of the
   * account and of this purpose are given up.
   *
   * @return false: nothing was done
   */
  boolean open(Ticket ticket, NewMessage code);

  /**
   * Spends what was proved.
   *
   * @param ticket its id
   * @return empty: no such proof, or spent before
   */
  Optional<Ticket> spend(String ticket, String browser);
}
