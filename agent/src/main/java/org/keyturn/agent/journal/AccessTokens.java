package org.keyturn.agent.journal;

import java.util.List;
import java.util.Optional;

/** The tokens of programs. Making one and taking it back are in the audit trail. */
public interface AccessTokens {

  /**
   * Stores a new one; one of that name that lets nobody in any more gives way to it.
   *
   * @param hash hex SHA-256 of the token
   * @return false: a live one has the name, and nothing was done
   */
  boolean add(AccessToken token, String hash);

  /** The live one with this hash; its use is noted. */
  Optional<AccessToken> use(String hash);

  /**
   * From now on it lets nobody in.
   *
   * @param by who wishes it so
   * @return false: there is no live one of that name
   */
  boolean revoke(String name, String by);

  /** All that are known, by name. */
  List<AccessToken> list();
}
