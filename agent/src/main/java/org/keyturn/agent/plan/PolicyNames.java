package org.keyturn.agent.plan;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.policy.DeclaredPolicy;

/** What people call a password policy. */
public final class PolicyNames {

  private PolicyNames() {}

  /**
   * The policy of a name: a declared one, {@code default}, the value of its RDN, or its DN.
   *
   * @param all what the directory has
   * @param declared the config's, of whatever directory
   */
  public static Optional<PasswordPolicy> find(
      Directory directory, List<PasswordPolicy> all, List<DeclaredPolicy> declared, String name) {
    Optional<String> dn =
        NormalDn.isDn(name) && name.contains("=")
            ? Optional.of(name)
            : declared.stream()
                .filter(p -> p.name().equals(name) && p.directory().equals(directory.info().name()))
                .findFirst()
                .flatMap(DeclaredPolicy::dn);
    if (dn.isEmpty() && name.equals("default") && directory.defaultPolicy().isPresent()) {
      return directory.defaultPolicy();
    }
    return all.stream()
        .filter(
            p ->
                dn.map(d -> NormalDn.of(d).equals(NormalDn.of(p.dn())))
                    .orElse(p.name().equalsIgnoreCase(name)))
        .findFirst();
  }
}
