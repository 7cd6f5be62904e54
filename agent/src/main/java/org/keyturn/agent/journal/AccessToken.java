package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * What a program proves with who it is; the token itself stands nowhere.
 *
 * @param name unique among all that were ever made
 * @param role {@code viewer}, {@code helpdesk} or {@code admin}
 * @param base the DN below which it reaches; empty: everywhere
 * @param group the DN of the group whose members it reaches; empty: everybody
 * @param owner who made it
 * @param usedAt when it last let somebody in, to the minute
 */
public record AccessToken(
    String name,
    String role,
    Optional<String> base,
    Optional<String> group,
    Owner owner,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> usedAt,
    Optional<Instant> revokedAt) {

  /**
   * Whom a token stands for where two people are asked for, and whose account it never touches.
   *
   * @param id of their account; made at a command line: the login again
   * @param dn where it stood; made at a command line: the login again
   * @param login as the audit trail has it
   */
  public record Owner(String id, String dn, String login) {

    /** Whoever types commands. */
    public static Owner atCommandLine(String actor) {
      return new Owner(actor, actor, actor);
    }

    /** Whether no account is known of whoever made it. */
    public boolean isAtCommandLine() {
      return id.equals(login) && dn.equals(login);
    }
  }

  /** Whether it lets anybody in. */
  public boolean isLive(Instant now) {
    return revokedAt.isEmpty() && now.isBefore(expiresAt);
  }
}
