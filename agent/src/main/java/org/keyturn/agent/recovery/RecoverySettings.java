package org.keyturn.agent.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code recovery} in the config.
 *
 * @param admins what members of the privileged groups may do by themselves
 * @param adminGroups the config's name of a directory → the DNs of its privileged groups; nested
 *     groups count
 * @param ownAddresses whether people who are signed in change their own recovery addresses
 * @param linkLifetime how long the link of {@code reset --deliver link} holds
 */
public record RecoverySettings(
    Admins admins,
    Map<String, List<String>> adminGroups,
    boolean ownAddresses,
    Duration linkLifetime) {

  public static final RecoverySettings DEFAULT =
      new RecoverySettings(Admins.TWO_CHANNELS, Map.of(), false, Duration.ofDays(3));

  public RecoverySettings {
    adminGroups = Map.copyOf(adminGroups);
  }

  /** What is asked of whoever can do more than others. */
  public enum Admins {
    /** A code from each of two channels. */
    TWO_CHANNELS,
    /** Nothing helps but another admin. */
    OFF
  }
}
