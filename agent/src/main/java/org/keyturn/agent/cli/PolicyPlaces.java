package org.keyturn.agent.cli;

import java.time.Duration;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.policy.DeclaredPolicy;

/** Where a declared policy stands in the directory, and whether it is there as declared. */
final class PolicyPlaces {

  private PolicyPlaces() {}

  /** Its DN; for {@code default} the directory's default; for others {@code cn=NAME} beside it. */
  static String dn(DeclaredPolicy policy, Directory directory) {
    if (policy.dn().isPresent()) {
      return policy.dn().get();
    }
    String defaultDn =
        directory
            .defaultPolicy()
            .map(PasswordPolicy::dn)
            .orElseThrow(
                () ->
                    new InputException(
                        "password-policies."
                            + policy.name()
                            + ": where is it? The directory "
                            + policy.directory()
                            + " tells no default policy; give it a dn:, or set default-policy"));
    return policy.name().equals("default")
        ? defaultDn
        : "cn=" + policy.name() + defaultDn.substring(defaultDn.indexOf(','));
  }

  static boolean isSo(PasswordPolicy present, PolicySettings wanted) {
    return wanted.maxAge().filter(a -> !a.equals(present.maxAge().orElse(Duration.ZERO))).isEmpty()
        && wanted.warn().filter(w -> !w.equals(present.warn())).isEmpty()
        && wanted.mustChange().filter(m -> m != present.mustChange()).isEmpty();
  }
}
