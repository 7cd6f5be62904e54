package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;

/** What is told of an account's password, expiry and lock. */
abstract non-sealed class StateContract extends DirectoryContractTest {

  @Test
  void aPasswordExpiresItsMaximumAgeAfterItsChange() throws LDAPException {
    String dn = person("state");
    Account account = account(dn);
    Instant set = Instant.now().minus(Duration.ofDays(lab().has(Trait.AGE_CAN_BE_SET) ? 10 : 0));
    Instant end = account.state().expiry().end().orElseThrow();
    assertNear(end, set.plus(Duration.ofDays(90)));
    if (lab().has(Trait.EXPIRY_FOLLOWS_THE_CHANGE)) {
      assertThat(account.state().changedAt()).contains(end.minus(Duration.ofDays(90)));
    }
    assertThat(account.state().mustChange()).isFalse();
    assertThat(account.state().enabled()).isTrue();
    assertThat(account.state().lock()).isEqualTo(Lock.NONE);
    assertThat(account.policy().resolved().map(PasswordPolicy::dn))
        .isEqualTo(directory.defaultPolicy().map(PasswordPolicy::dn));
  }

  @Test
  void withoutAKnownDefaultNothingIsAssumed() throws LDAPException {
    String dn = person("nodefault");
    try (Directory other = Directories.open(Settings.of(settings()).defaultPolicy(null).make())) {
      Account account = account(other, dn);
      if (lab().has(Trait.DEFAULT_POLICY_IS_TOLD)) {
        assertThat(account.policy()).isEqualTo(account(dn).policy());
        assertThat(other.defaultPolicy()).isEqualTo(directory.defaultPolicy());
        return;
      }
      assertThat(account.policy())
          .isInstanceOfSatisfying(
              PolicyInForce.Unresolved.class,
              u -> assertThat(u.reason()).isEqualTo("policy-unknown"));
      assertThat(account.state().expiry()).isEqualTo(new Expiry.Unknown("policy-unknown"));
      assertThat(other.defaultPolicy()).isEmpty();
    }
  }

  @Test
  void aLockByFailuresEndsByItself() throws LDAPException {
    String dn = person("failures");
    lab().lockOut(dn);
    assertThat(account(dn).state().lock())
        .isInstanceOfSatisfying(
            Lock.Until.class, u -> assertNear(u.instant(), Instant.now().plusSeconds(900)));
    assertThat(account(dn).state().enabled()).isTrue();
  }

  private static void assertNear(Instant told, Instant expected) {
    assertThat(told).isBetween(expected.minusSeconds(60), expected.plusSeconds(60));
  }
}
