package org.keyturn.agent.plan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.plan.PolicyDrift.Difference;
import org.keyturn.agent.policy.DeclaredPolicy;
import org.keyturn.agent.policy.DriftRules;
import org.keyturn.agent.policy.Members;
import org.keyturn.agent.policy.PlacedPolicy;

/**
 * What the config declares for one directory, with the place of each policy: read once, for one
 * pass.
 */
public final class Declaration {

  private final Directory directory;
  private final List<PlacedPolicy> policies;
  private final List<PasswordPolicy> present;
  private final Optional<String> defaultDn;
  private final boolean byAccount;

  private Declaration(
      Directory directory,
      List<PlacedPolicy> policies,
      List<PasswordPolicy> present,
      Optional<String> defaultDn,
      boolean byAccount) {
    this.directory = directory;
    this.policies = List.copyOf(policies);
    this.present = List.copyOf(present);
    this.defaultDn = defaultDn;
    this.byAccount = byAccount;
  }

  /**
   * @param all what the config declares, for this directory or another
   * @throws PlanException where a policy has no place, or its members cannot be had here
   */
  public static Declaration of(Directory directory, List<DeclaredPolicy> all) {
    String name = directory.info().name();
    List<PasswordPolicy> present = directory.policies();
    Optional<String> defaultDn = directory.defaultPolicy().map(PasswordPolicy::dn);
    List<PlacedPolicy> placed = new ArrayList<>();
    boolean byAccount = true;
    for (DeclaredPolicy policy : all) {
      if (policy.directory().equals(name)) {
        String dn = spelled(PolicyPlaces.dn(policy, name, defaultDn), present);
        byAccount &= directory.namedBy(dn).isEmpty();
        refuse(policy, byAccount);
        placed.add(new PlacedPolicy(policy, dn));
      }
    }
    return new Declaration(directory, placed, present, defaultDn, byAccount);
  }

  private static String spelled(String dn, List<PasswordPolicy> present) {
    return find(dn, present).map(PasswordPolicy::dn).orElse(dn);
  }

  private static void refuse(DeclaredPolicy policy, boolean byAccount) {
    if (!byAccount && policy.members().filter(m -> m instanceof Members.Matching).isPresent()) {
      throw new PlanException(
          "password-policies."
              + policy.name()
              + ".members: this directory puts people under a policy by their groups, not one by"
              + " one: write {group: DN}");
    }
  }

  private static Optional<PasswordPolicy> find(String dn, List<PasswordPolicy> present) {
    return present.stream().filter(p -> NormalDn.of(p.dn()).equals(NormalDn.of(dn))).findFirst();
  }

  public boolean isEmpty() {
    return policies.isEmpty();
  }

  /** Whether anything is declared of accounts, rather than of policies alone. */
  public boolean namesAccounts() {
    return policies.stream()
        .anyMatch(
            p -> p.policy().noExemptions() || (byAccount && p.policy().members().isPresent()));
  }

  public List<PlacedPolicy> policies() {
    return policies;
  }

  DriftRules rules() {
    return new DriftRules(policies, defaultDn, byAccount);
  }

  /**
   * Tells this declaration from every other: what was looked at under another one counts for
   * nothing. The server's own default belongs to it.
   */
  public String digest() {
    return Digests.of((defaultDn.orElse("") + "\n" + policies).getBytes(StandardCharsets.UTF_8));
  }

  /** The policies whose own entries are not as declared. */
  public List<PolicyDrift> drift() {
    List<PolicyDrift> drift = new ArrayList<>();
    for (PlacedPolicy placed : policies) {
      PolicySettings wanted = settings(placed);
      Optional<PasswordPolicy> now = find(placed.dn(), present);
      List<Difference> differences = differences(wanted, now);
      if (!differences.isEmpty()) {
        drift.add(new PolicyDrift(placed.policy().name(), wanted, now, differences));
      }
    }
    return drift;
  }

  /** What brings each policy to what was declared. */
  public PolicySettings settings(PlacedPolicy placed) {
    DeclaredPolicy policy = placed.policy();
    Optional<String> group =
        byAccount
            ? Optional.empty()
            : policy.members().map(m -> m instanceof Members.OfGroup g ? g.dn() : "");
    return new PolicySettings(
        placed.dn(), policy.maxAge(), policy.warn(), policy.mustChange(), group);
  }

  private List<Difference> differences(PolicySettings wanted, Optional<PasswordPolicy> now) {
    List<Difference> all = new ArrayList<>();
    if (now.isEmpty()) {
      all.add(new Difference("policy", "none", wanted.dn()));
    }
    now.ifPresent(p -> PolicyPlaces.compare(p, wanted, all));
    wanted
        .group()
        .ifPresent(
            group -> {
              List<String> named = directory.namedBy(wanted.dn()).orElse(List.of());
              if (named.size() != 1 || !NormalDn.of(named.get(0)).equals(NormalDn.of(group))) {
                all.add(new Difference("members", String.join("; ", named), group));
              }
            });
    return all;
  }

  static String age(Duration age) {
    if (age.isZero()) {
      return "never";
    }
    return age.toSeconds() % 86_400 == 0
        ? age.toDays() + "d"
        : age.toSeconds() % 3_600 == 0 ? age.toHours() + "h" : age.toSeconds() + "s";
  }
}
