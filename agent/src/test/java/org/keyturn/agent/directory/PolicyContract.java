package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;

/** The password policies, listed and written. */
abstract non-sealed class PolicyContract extends DirectoryContractTest {

  @Test
  void policiesAreListedTheDefaultFirst() {
    PasswordPolicy first = directory.defaultPolicy().orElseThrow();
    assertThat(directory.policies()).startsWith(first);
    assertThat(first.maxAge()).contains(Duration.ofDays(90));
    assertThat(first.mustChange()).isTrue();
    lab()
        .neverPolicyDn()
        .ifPresent(
            never ->
                assertThat(directory.policies())
                    .filteredOn(p -> NormalDn.of(p.dn()).equals(NormalDn.of(never)))
                    .allMatch(p -> p.maxAge().isEmpty())
                    .hasSize(1));
  }

  @Test
  void aPolicyThatDoesNotExistIsCreatedOrRefused() throws LDAPException {
    String policy = lab().policyNamed(fresh("created"));
    WriteResult result =
        directory.writePolicy(
            new PolicySettings(
                policy,
                Optional.of(Duration.ofDays(5)),
                Optional.of(Duration.ofDays(1)),
                Optional.of(true)));
    observe(
        Fact.NEW_POLICY,
        result instanceof WriteResult.Rejected rejected
            ? "is refused: " + rejected.reason()
            : "creates it");
    if (lab().has(Trait.CREATES_POLICIES)) {
      assertApplied(result);
      assertThat(directory.policies())
          .filteredOn(p -> NormalDn.of(p.dn()).equals(NormalDn.of(policy)))
          .singleElement()
          .satisfies(p -> assertThat(p.maxAge()).contains(Duration.ofDays(5)));
      lab().deletePolicy(policy);
    } else {
      assertThat(result).isInstanceOf(WriteResult.Rejected.class);
    }
  }

  @Test
  void aChangedPolicyIsToldAsTheServerObeysIt() throws LDAPException {
    String policy = lab().addPolicy(fresh("short"), Duration.ofDays(5), true);
    String dn = person("short");
    lab().underPolicy(dn, policy);
    if (lab().has(Trait.AGE_CAN_BE_SET)) {
      lab().age(dn, Duration.ofDays(10));
    }
    assertToldAsObeyed(dn);
    PolicySettings longer =
        new PolicySettings(
            policy, Optional.of(Duration.ofDays(50)), Optional.empty(), Optional.empty());
    Expiry before = account(dn).state().expiry();
    assertApplied(directory.writePolicy(longer));
    assertToldAsObeyed(dn);
    boolean atOnce = !account(dn).state().expiry().equals(before);
    assertThat(atOnce).isEqualTo(lab().has(Trait.POLICY_CHANGES_COUNT_AT_ONCE));
    observe(Fact.CHANGED_POLICY, atOnce ? "at the next sign-in" : "from the next change on");
    if (atOnce && lab().has(Trait.AGE_CAN_BE_SET)) {
      assertThat(before.isPast(Instant.now())).as("ten days old under a policy of five").isTrue();
      assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
    }
    assertThat(directory.writePolicy(longer)).isEqualTo(new WriteResult.AlreadySo());
    lab().delete(dn);
    lab().deletePolicy(policy);
  }

  /** What is not asked for stays: a missing setting is not a zero. */
  @Test
  void whatIsNotSetInAPolicyStays() throws LDAPException {
    String policy = lab().addPolicy(fresh("warned"), Duration.ofDays(40), true);
    PolicySettings warn =
        new PolicySettings(
            policy, Optional.empty(), Optional.of(Duration.ofDays(1)), Optional.empty());
    WriteResult result = directory.writePolicy(warn);
    observe(Fact.WARNING_STORED, lab().storesWarnings() ? "yes" : "no");
    if (lab().storesWarnings()) {
      assertApplied(result);
      assertThat(lab().storedWarning(policy)).contains(Duration.ofDays(1));
    } else {
      assertThat(result).isInstanceOf(WriteResult.Rejected.class);
    }
    assertApplied(
        directory.writePolicy(
            new PolicySettings(
                policy, Optional.of(Duration.ofDays(41)), Optional.empty(), Optional.empty())));
    if (lab().storesWarnings()) {
      assertThat(lab().storedWarning(policy)).contains(Duration.ofDays(1));
    }
    lab().deletePolicy(policy);
  }

  private void assertToldAsObeyed(String dn) {
    boolean past = account(dn).state().expiry().isPast(Instant.now());
    assertThat(bindAs(dn, OLD).equals(ResultCode.SUCCESS)).isEqualTo(!past);
  }

  @Test
  void whoHasNoPolicyOfTheirOwnIsUnderTheDefault() throws LDAPException {
    PolicyInForce policy = account(person("default")).policy();
    assertThat(policy.resolved()).isEqualTo(directory.defaultPolicy());
    assertThat(((PolicyInForce.Resolved) policy).source()).isNotBlank();
  }

  @Test
  void aPolicyOfTheirOwnIsInForceAndTheAgeIsItsAge() throws LDAPException {
    String policy = lab().addPolicy(fresh("own"), Duration.ofDays(30), true);
    String dn = person("own");
    lab().underPolicy(dn, policy);
    Account account = account(dn);
    PasswordPolicy own = account.policy().resolved().orElseThrow();
    assertThat(NormalDn.of(own.dn())).isEqualTo(NormalDn.of(policy));
    assertThat(own.maxAge()).contains(Duration.ofDays(30));
    if (lab().has(Trait.EXPIRY_FOLLOWS_THE_CHANGE)) {
      assertThat(account.state().expiry().end())
          .isEqualTo(account.state().changedAt().map(at -> at.plus(Duration.ofDays(30))));
    }
    lab().delete(dn);
    lab().deletePolicy(policy);
  }

  @Test
  void aPolicyDeletedUnderSomebodyIsNotMadeUp() throws LDAPException {
    String policy = lab().addPolicy(fresh("deleted"), Duration.ofDays(30), true);
    String dn = person("orphan");
    lab().underPolicy(dn, policy);
    assertThat(account(dn).policy().resolved()).isPresent();
    lab().deletePolicy(policy);
    try (Directory fresh = Directories.open(settings())) {
      Account account = account(fresh, dn);
      if (account.policy() instanceof PolicyInForce.Unresolved unresolved) {
        assertThat(account.state().expiry()).isEqualTo(new Expiry.Unknown(unresolved.reason()));
        observe(Fact.DELETED_POLICY, "untouched: " + unresolved.reason());
      } else {
        assertThat(account.policy().resolved()).isEqualTo(directory.defaultPolicy());
        observe(Fact.DELETED_POLICY, "under the default");
      }
    }
  }
}
