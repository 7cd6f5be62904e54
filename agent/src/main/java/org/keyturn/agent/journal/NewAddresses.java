package org.keyturn.agent.journal;

import java.util.Optional;

/**
 * Tickets for a new address of somebody who is signed in. Their codes are tried as all are, by
 * {@link Tickets#attempt}, and counted apart from those of whoever forgot their password.
 */
public interface NewAddresses {

  /**
   * Opens a ticket, with its message, where the account has such a code left today; other new
   * addresses of the account are given up.
   *
   * @return false: nothing was done
   */
  boolean open(Ticket address, NewMessage code);

  /**
   * Spends the proof of a new address.
   *
   * @param ticket its id
   * @return empty: no such proof, or spent before
   */
  Optional<Ticket> spend(String ticket, String browser);
}
