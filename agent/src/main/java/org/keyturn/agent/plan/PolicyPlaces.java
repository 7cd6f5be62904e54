package org.keyturn.agent.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.plan.PolicyDrift.Difference;
import org.keyturn.agent.policy.DeclaredPolicy;

/** Where a declared policy stands in the directory, and what of it is not as wanted. */
public final class PolicyPlaces {

  private PolicyPlaces() {}

  /** Its DN; for {@code default} the directory's default; for others {@code cn=NAME} beside it. */
  static String dn(DeclaredPolicy policy, String directory, Optional<String> defaultPolicy) {
    if (policy.dn().isPresent()) {
      return policy.dn().get();
    }
    String defaultDn =
        defaultPolicy.orElseThrow(
            () ->
                new PlanException(
                    "password-policies."
                        + policy.name()
                        + ": where is it? The directory "
                        + directory
                        + " tells no default policy; give it a dn:, or set default-policy"));
    return policy.name().equals("default")
        ? defaultDn
        : "cn=" + policy.name() + defaultDn.substring(defaultDn.indexOf(','));
  }

  /** What the settings leave empty is as wanted whatever it is. */
  public static boolean isSo(PasswordPolicy present, PolicySettings wanted) {
    List<Difference> differences = new ArrayList<>();
    compare(present, wanted, differences);
    return differences.isEmpty();
  }

  static void compare(PasswordPolicy present, PolicySettings wanted, List<Difference> into) {
    Duration age = present.maxAge().orElse(Duration.ZERO);
    wanted
        .maxAge()
        .filter(a -> !a.equals(age))
        .ifPresent(
            a -> into.add(new Difference("max-age", Declaration.age(age), Declaration.age(a))));
    wanted
        .warn()
        .filter(w -> !w.equals(present.warn()))
        .ifPresent(w -> into.add(new Difference("warn", span(present.warn()), span(w))));
    wanted
        .mustChange()
        .filter(m -> m != present.mustChange())
        .ifPresent(
            m ->
                into.add(
                    new Difference(
                        "must-change",
                        Boolean.toString(present.mustChange()),
                        Boolean.toString(m))));
  }

  private static String span(Duration warn) {
    return warn.isZero() ? "0s" : Declaration.age(warn);
  }
}
