package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.PasswordPolicy;

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
                lab().storesWarnings() ? Optional.of(Duration.ofDays(1)) : Optional.empty(),
                Optional.of(true)));
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
    boolean expired = account(dn).state().expiry().isPast(Instant.now());
    assertApplied(directory.writePolicy(longer));
    assertToldAsObeyed(dn);
    if (lab().has(Trait.POLICY_CHANGES_COUNT_AT_ONCE) && lab().has(Trait.AGE_CAN_BE_SET)) {
      assertThat(expired).as("ten days old under a policy of five").isTrue();
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
}
