package org.keyturn.agent.plan;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.PolicySettings;

/**
 * A policy entry that is not as it was declared.
 *
 * @param name as the config calls it
 * @param wanted what brings it there
 * @param present what it is; empty: there is none
 * @param differences at least one
 */
public record PolicyDrift(
    String name,
    PolicySettings wanted,
    Optional<PasswordPolicy> present,
    List<Difference> differences) {

  public PolicyDrift {
    differences = List.copyOf(differences);
  }

  /**
   * @param what the config's key
   * @param found in the config's spelling
   * @param declared in the config's spelling
   */
  public record Difference(String what, String found, String declared) {}
}
