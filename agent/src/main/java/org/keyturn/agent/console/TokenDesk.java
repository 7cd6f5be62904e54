package org.keyturn.agent.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.AccessToken;
import org.keyturn.agent.journal.AccessTokens;

/** The tokens of programs, and whom they let in. Thread-safe. */
public final class TokenDesk {

  /** What a token may be called. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private final AccessTokens tokens;
  private final Operators operators;
  private final Clock clock;

  public TokenDesk(AccessTokens tokens, Operators operators, Clock clock) {
    this.tokens = tokens;
    this.operators = operators;
    this.clock = clock;
  }

  /**
   * What a token is to be.
   *
   * @param base of a helpdesk: only who stands below this DN
   * @param group of a helpdesk: only the members of the group with this DN
   */
  public record Wish(
      String name, Role role, Optional<String> base, Optional<String> group, Duration lifetime) {

    public Wish {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(name + " is no name of a token");
      }
      if (role != Role.HELPDESK && (base.isPresent() || group.isPresent())) {
        throw new IllegalArgumentException("the reach of a " + role.id() + " has no bounds");
      }
    }

    public AccessToken of(AccessToken.Owner owner, Instant now) {
      return new AccessToken(
          name,
          role.id(),
          base,
          group,
          owner,
          now,
          now.plus(lifetime),
          Optional.empty(),
          Optional.empty());
    }
  }

  /**
   * @param token as it was sent
   * @throws org.keyturn.agent.directory.DirectoryException where whoever made it cannot be looked
   *     at
   */
  public Admitted admit(String token) {
    return tokens.use(Bearer.hash(token)).map(operators::of).orElseGet(Admitted.Unknown::new);
  }

  public List<AccessToken> list(Command admin) {
    return tokens.list();
  }

  /**
   * @return the token, to be shown once and closed; empty: a live one has the name
   */
  public Optional<Secret> create(Command admin, Wish wish) {
    Operator by = admin.operator();
    AccessToken made =
        wish.of(new AccessToken.Owner(by.id().value(), by.dn(), by.login()), clock.instant());
    Secret bearer = Bearer.fresh();
    if (tokens.add(made, Bearer.hash(bearer))) {
      return Optional.of(bearer);
    }
    bearer.close();
    return Optional.empty();
  }

  /** False where no live one has the name. */
  public boolean revoke(Command admin, String name) {
    return tokens.revoke(name, admin.operator().login());
  }
}
