package org.keyturn.agent.console;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the members of a group may do in the console, the least first; each does all before it. */
public enum Role {
  /** Looks at everything, changes nothing. */
  VIEWER,
  /** Resets, unlocks and forces changes, as far as a remit reaches. */
  HELPDESK,
  /** Does everything. */
  ADMIN;

  /** The spelling of config, audit trail and API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> byId(String id) {
    return Stream.of(values()).filter(role -> role.id().equals(id)).findFirst();
  }
}
