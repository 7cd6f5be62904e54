package org.keyturn.agent.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;

/** What differs between an account and what is declared: the first rule that speaks. Pure. */
public final class DriftRules {

  static final String MEMBER = "is-member";
  static final String NOT_A_MEMBER = "not-a-member";
  static final String EXEMPT = "exempt-undeclared";
  static final String DECLARED_TWICE = "declared-twice";
  static final String BY_GROUP = "policy-by-group";

  private static final String DEFAULT = "default";

  private final List<PlacedPolicy> policies;
  private final Optional<String> defaultDn;
  private final boolean byAccount;
  private final boolean noExemptions;

  /**
   * @param policies what is declared for the directory
   * @param defaultDn the policy of whoever is put under none, where it is known
   * @param byAccount whether an account names its policy; else the policy names its groups
   */
  public DriftRules(List<PlacedPolicy> policies, Optional<String> defaultDn, boolean byAccount) {
    this.policies = List.copyOf(policies);
    this.defaultDn = defaultDn;
    this.byAccount = byAccount;
    this.noExemptions = policies.stream().anyMatch(p -> p.policy().noExemptions());
  }

  /**
   * @param memberOf the policies that the account is declared to be under
   * @return empty where the account is as declared
   */
  public Optional<Drift> of(Account account, List<PlacedPolicy> memberOf) {
    if (!byAccount) {
      return exempt(account, memberOf);
    }
    if (memberOf.stream().map(PlacedPolicy::dn).distinct().count() > 1) {
      return Optional.of(twice(account, memberOf));
    }
    if (!memberOf.isEmpty()) {
      return member(account, memberOf.get(0));
    }
    return notAMember(account).or(() -> exempt(account, memberOf));
  }

  private static Drift twice(Account account, List<PlacedPolicy> memberOf) {
    String names = memberOf.stream().map(PlacedPolicy::name).collect(Collectors.joining(", "));
    return new Drift.Left(
        DECLARED_TWICE,
        "is declared a member of " + names + ": keep one of them",
        found(account),
        names);
  }

  private static Optional<Drift> member(Account account, PlacedPolicy of) {
    return isUnder(account, of.dn())
        ? Optional.empty()
        : Optional.of(new Drift.Repairable(of.dn(), found(account), of.name(), MEMBER));
  }

  /** Under a policy whose members were declared, and none of them. */
  private Optional<Drift> notAMember(Account account) {
    return policies.stream()
        .filter(p -> p.policy().members().isPresent() && isUnder(account, p.dn()))
        .filter(p -> !defaultDn.equals(Optional.of(p.dn())))
        .findFirst()
        .map(p -> new Drift.Repairable("", found(account), DEFAULT, NOT_A_MEMBER));
  }

  private Optional<Drift> exempt(Account account, List<PlacedPolicy> memberOf) {
    if (!noExemptions || memberOf.stream().anyMatch(PlacedPolicy::neverExpires)) {
      return Optional.empty();
    }
    if (account.policy() instanceof PolicyInForce.Unresolved u) {
      return u.reason().equals("policy-dangling")
          ? Optional.of(new Drift.Repairable("", found(account), DEFAULT, EXEMPT))
          : Optional.empty();
    }
    if (!(account.state().expiry() instanceof Expiry.Never)) {
      return Optional.empty();
    }
    boolean byItself = account.policy().resolved().flatMap(PasswordPolicy::maxAge).isPresent();
    if (!byItself && defaultDn.filter(dn -> isUnder(account, dn)).isPresent()) {
      return Optional.empty(); // nobody under it expires: that is the policy's own drift
    }
    String found = byItself ? "never expires" : found(account) + ", never expires";
    return Optional.of(
        byItself || byAccount
            ? new Drift.Repairable("", found, DEFAULT, EXEMPT)
            : new Drift.Left(
                BY_GROUP,
                "the policy applies to one of its groups: change those, or declare its members",
                found,
                DEFAULT));
  }

  private static boolean isUnder(Account account, String dn) {
    return account.policy().resolved().filter(p -> p.dn().equalsIgnoreCase(dn)).isPresent();
  }

  private static String found(Account account) {
    return account.policy() instanceof PolicyInForce.Unresolved u
        ? u.detail()
        : account.policy().resolved().map(PasswordPolicy::name).orElse("");
  }
}
