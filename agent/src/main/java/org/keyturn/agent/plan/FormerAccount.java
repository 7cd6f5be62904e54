package org.keyturn.agent.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.AccountId;

/**
 * Somebody who was removed. Login and mail are untrusted text.
 *
 * @param dns where it stood, and where it stands since
 * @param mail blank where it had none
 * @param purgeAt from when on the entry may be deleted; empty: never, as things are
 */
public record FormerAccount(
    AccountId id,
    List<String> dns,
    String login,
    String mail,
    State state,
    Optional<Instant> purgeAt) {
  public FormerAccount {
    dns = List.copyOf(dns);
  }

  /** What became of them. */
  public enum State {
    /** Removed, whole or half. */
    GONE,
    BACK,
    PURGED
  }

  /** Where it stood. */
  public String dn() {
    return dns.get(0);
  }

  boolean isGone() {
    return state == State.GONE;
  }
}
