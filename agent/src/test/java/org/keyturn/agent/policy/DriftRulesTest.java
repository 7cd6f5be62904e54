package org.keyturn.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.Person;
import org.keyturn.agent.account.PolicyInForce;

/** What differs from the declaration, rule by rule. */
final class DriftRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final PasswordPolicy DEFAULT = policy("default", Duration.ofDays(90));
  private static final PasswordPolicy SERVICE = policy("service", Duration.ZERO);
  private static final PasswordPolicy SHORT = policy("short", Duration.ofDays(30));
  private static final PasswordPolicy OTHER = policy("other", Duration.ZERO);

  private static final PlacedPolicy IS_SERVICE = declared("service", Duration.ZERO, true);
  private static final PlacedPolicy IS_SHORT = declared("short", Duration.ofDays(30), true);

  private static PasswordPolicy policy(String name, Duration age) {
    return new PasswordPolicy(
        "cn=" + name,
        name,
        Optional.of(age).filter(a -> !a.isZero()),
        Duration.ZERO,
        true,
        0,
        0,
        0,
        true,
        Duration.ZERO);
  }

  private static PlacedPolicy declared(String name, Duration age, boolean members) {
    return new PlacedPolicy(
        new DeclaredPolicy(
            name,
            "corp",
            Optional.empty(),
            Optional.of(age),
            Optional.empty(),
            Optional.empty(),
            members ? Optional.of(new Members.OfGroup("cn=g")) : Optional.empty(),
            false),
        "cn=" + name);
  }

  private static DriftRules rules(boolean noExemptions, boolean byAccount) {
    PlacedPolicy fallback =
        new PlacedPolicy(
            new DeclaredPolicy(
                "default",
                "corp",
                Optional.empty(),
                Optional.of(Duration.ofDays(90)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                noExemptions),
            "cn=default");
    return new DriftRules(
        List.of(fallback, IS_SERVICE, IS_SHORT), Optional.of("cn=default"), byAccount);
  }

  private static Account under(PasswordPolicy policy) {
    Person person = Person.named("anna", NOW).under(policy);
    return (policy.maxAge().isEmpty()
            ? person.expiry(new Expiry.Never())
            : person.expiresAt(NOW.plus(Duration.ofDays(9))))
        .account();
  }

  private static Account flagged(PasswordPolicy policy) {
    return Person.named("anna", NOW).under(policy).expiry(new Expiry.Never()).account();
  }

  private static Account dangling() {
    return Person.named("anna", NOW)
        .under(new PolicyInForce.Unresolved("policy-dangling", "cn=gone"))
        .expiry(new Expiry.Unknown("policy-dangling"))
        .account();
  }

  private static Account unknown() {
    return Person.named("anna", NOW)
        .under(new PolicyInForce.Unresolved("policy-unknown", "not told"))
        .expiry(new Expiry.Unknown("policy-unknown"))
        .account();
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        row("nobody's member under the default", under(DEFAULT), "as declared", true),
        row("a member under its policy", under(SERVICE), "as declared", true, IS_SERVICE),
        row(
            "a member under the default",
            under(DEFAULT),
            "to cn=service: is-member",
            true,
            IS_SERVICE),
        row(
            "a member under another policy",
            under(OTHER),
            "to cn=short: is-member",
            true,
            IS_SHORT),
        row("a member whose policy is gone", dangling(), "to cn=short: is-member", true, IS_SHORT),
        row(
            "a member whose policy cannot be told",
            unknown(),
            "to cn=short: is-member",
            true,
            IS_SHORT),
        row("a member of two", under(DEFAULT), "left: declared-twice", true, IS_SERVICE, IS_SHORT),
        row(
            "a member of one by two ways",
            under(SERVICE),
            "as declared",
            true,
            IS_SERVICE,
            IS_SERVICE),
        row(
            "no member under a policy with members",
            under(SHORT),
            "to default: not-a-member",
            false),
        row("no member that never expires so", under(SERVICE), "to default: not-a-member", false),
        row("under a policy that nobody declared", under(OTHER), "as declared", false),
        row(
            "the same where there are no exemptions",
            under(OTHER),
            "to default: exempt-undeclared",
            true),
        row("exempt by itself", flagged(DEFAULT), "to default: exempt-undeclared", true),
        row("exempt by itself, and nobody minds", flagged(DEFAULT), "as declared", false),
        row("a policy that is gone", dangling(), "to default: exempt-undeclared", true),
        row("a policy that is gone, and nobody minds", dangling(), "as declared", false),
        row("a policy that cannot be told", unknown(), "as declared", true));
  }

  private static Arguments row(
      String sentence, Account account, String verdict, boolean strict, PlacedPolicy... of) {
    return Arguments.of(sentence, account, List.of(of), strict, verdict);
  }

  @ParameterizedTest(name = "{0}: {4}")
  @MethodSource("rows")
  void whereAccountsNameTheirPolicy(
      String sentence,
      Account account,
      List<PlacedPolicy> memberOf,
      boolean strict,
      String verdict) {
    assertThat(said(rules(strict, true).of(account, memberOf))).as(sentence).isEqualTo(verdict);
  }

  static Stream<Arguments> byGroup() {
    return Stream.of(
        row(
            "a member under the default: the policy's own drift",
            under(DEFAULT),
            "as declared",
            true,
            IS_SHORT),
        row("exempt by itself", flagged(DEFAULT), "to default: exempt-undeclared", true),
        row("a declared exemption", flagged(DEFAULT), "as declared", true, IS_SERVICE),
        row("exempt by a policy of its groups", under(OTHER), "left: policy-by-group", true),
        row("the same where nobody minds", under(OTHER), "as declared", false));
  }

  @ParameterizedTest(name = "{0}: {4}")
  @MethodSource("byGroup")
  void wherePoliciesNameTheirGroups(
      String sentence,
      Account account,
      List<PlacedPolicy> memberOf,
      boolean strict,
      String verdict) {
    assertThat(said(rules(strict, false).of(account, memberOf))).as(sentence).isEqualTo(verdict);
  }

  private static String said(Optional<Drift> drift) {
    if (drift.isEmpty()) {
      return "as declared";
    }
    if (drift.get() instanceof Drift.Left left) {
      return "left: " + left.reason();
    }
    Drift.Repairable r = (Drift.Repairable) drift.get();
    return "to " + (r.policy().isEmpty() ? "default" : r.policy()) + ": " + r.why();
  }
}
