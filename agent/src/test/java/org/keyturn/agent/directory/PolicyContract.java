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
    assertThat(directory.policies())
        .extracting(PasswordPolicy::name)
        .startsWith("default")
        .contains("never");
    assertThat(directory.defaultPolicy().flatMap(PasswordPolicy::maxAge))
        .contains(Duration.ofDays(90));
  }

  @Test
  void aNewPolicyIsObeyedAtOnce() throws LDAPException {
    String policy = "cn=short" + COUNTER.incrementAndGet() + "," + DirectoryLab.POLICIES;
    assertApplied(
        directory.writePolicy(
            new PolicySettings(
                policy,
                Optional.of(Duration.ofDays(5)),
                Optional.of(Duration.ofDays(1)),
                Optional.of(true))));
    String dn = person("short");
    operational(dn, "pwdPolicySubentry", policy);
    assertThat(bindAs(dn, OLD)).as("ten days old").isEqualTo(ResultCode.INVALID_CREDENTIALS);
    assertThat(account(dn).state().expiry().isPast(Instant.now())).isTrue();
    PolicySettings longer =
        new PolicySettings(
            policy, Optional.of(Duration.ofDays(50)), Optional.empty(), Optional.empty());
    assertApplied(directory.writePolicy(longer));
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
    assertThat(account(dn).state().expiry().isPast(Instant.now())).isFalse();
    assertThat(directory.writePolicy(longer)).isEqualTo(new WriteResult.AlreadySo());
    assertThat(raw(policy).getAttributeValue("pwdExpireWarning")).isEqualTo("86400");
    root.delete(dn);
    root.delete(policy);
  }
}
