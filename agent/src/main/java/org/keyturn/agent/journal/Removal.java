package org.keyturn.agent.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keyturn.agent.account.AccountId;

/**
 * What an account was before it was removed. Login and mail are untrusted text.
 *
 * @param run the last one that removed it
 * @param dn where it stood
 * @param mail blank where it had none
 * @param manager who is told of it; empty: nobody
 * @param enabled whether it could sign in
 * @param at when the state was last set
 * @param purgeAfter how long the entry is kept once it is removed; empty: for good
 */
public record Removal(
    String directory,
    AccountId id,
    String run,
    String dn,
    String login,
    String mail,
    Optional<AccountId> manager,
    boolean enabled,
    State state,
    Instant at,
    Optional<Duration> purgeAfter) {

  /** From when on the entry may be deleted; empty: never, as things are. */
  public Optional<Instant> purgeAt() {
    return state == State.REMOVED ? purgeAfter.map(at::plus) : Optional.empty();
  }

  /** Whether it was kept for as long as its removal said. */
  public boolean isOver(Instant now) {
    return purgeAt().filter(at -> !now.isBefore(at)).isPresent();
  }

  /** Whether there is something to bring back. */
  public boolean isGone() {
    return state == State.BEGUN || state == State.REMOVED;
  }

  /** {@code BEGUN → REMOVED → RESTORED | PURGED}; from {@code BEGUN} straight back as well. */
  public enum State {
    BEGUN,
    REMOVED,
    RESTORED,
    /** Deleted, and what was taken from it forgotten. */
    PURGED
  }
}
