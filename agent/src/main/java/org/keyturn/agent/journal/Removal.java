package org.keyturn.agent.journal;

import java.time.Instant;
import org.keyturn.agent.account.AccountId;

/**
 * What an account was before it was removed.
 *
 * @param run the last one that removed it
 * @param dn where it stood
 * @param enabled whether it could sign in
 * @param at when the state was last set
 */
public record Removal(
    String directory,
    AccountId id,
    String run,
    String dn,
    String login,
    boolean enabled,
    State state,
    Instant at) {

  /** {@code BEGUN → REMOVED → RESTORED}; from {@code BEGUN} straight back as well. */
  public enum State {
    BEGUN,
    REMOVED,
    RESTORED
  }
}
