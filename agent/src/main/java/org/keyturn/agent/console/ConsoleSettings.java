package org.keyturn.agent.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code console} in the config: who may do what under {@code /admin}.
 *
 * @param directory where operators have their accounts, by its name in the config
 * @param grants who has which role; of several for one person the mightiest counts, of equals the
 *     first
 * @param secondFactor who types a code beside the password
 * @param idle how long a session lasts in which nothing is done
 * @param longest how long one lasts at most
 */
public record ConsoleSettings(
    String directory,
    List<Grant> grants,
    SecondFactor secondFactor,
    Duration idle,
    Duration longest) {

  public static final Duration IDLE = Duration.ofMinutes(15);
  public static final Duration LONGEST = Duration.ofHours(8);

  public ConsoleSettings {
    grants = List.copyOf(grants);
  }

  /**
   * A role for the members of a group, nested groups included.
   *
   * @param group its DN
   * @param base of a helpdesk: only who stands below this DN
   * @param members of a helpdesk: only the members of the group with this DN
   */
  public record Grant(Role role, String group, Optional<String> base, Optional<String> members) {}

  /** Who types a code that went to an address of theirs, beside the password. */
  public enum SecondFactor {
    EVERYONE,
    ADMINS,
    OFF;

    public boolean isAskedOf(Role role) {
      return this == EVERYONE || (this == ADMINS && role == Role.ADMIN);
    }
  }
}
