package org.keyturn.agent.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;

/**
 * Where else somebody has an account.
 *
 * @param elsewhere by the config's name of the directory; one where they have none is left out
 * @param ambiguity why it cannot be told who is who, for people; empty: it can
 */
public record Kin(Map<String, Account> elsewhere, Optional<String> ambiguity) {

  /** Nowhere. */
  static final Kin NONE = new Kin(Map.of(), Optional.empty());

  public Kin {
    elsewhere = Collections.unmodifiableMap(new LinkedHashMap<>(elsewhere));
  }

  static Kin ambiguous(String why) {
    return new Kin(Map.of(), Optional.of(why));
  }
}
