package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.account.Secret;

/**
 * State as draft-behera-ldap-password-policy-10 stores it, in every form that it may have. Only for
 * servers whose lab is a {@link BeheraLab}.
 */
abstract non-sealed class BeheraContract extends DirectoryContractTest {

  private void operational(String dn, String attribute, String... values) throws LDAPException {
    ((BeheraLab) lab()).operational(dn, attribute, values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20260102030405Z",
        "20260102030405.0Z",
        "20260102050405+0200",
        "20260101220405-0500",
        "20260102030405,000Z"
      })
  void aTimeIsReadInEachOfItsForms(String stored) throws LDAPException {
    String dn = person("form");
    operational(dn, "pwdChangedTime", stored);
    Instant changed = Instant.parse("2026-01-02T03:04:05Z");
    assertThat(account(dn).state().changedAt()).contains(changed);
    assertThat(account(dn).state().expiry())
        .isEqualTo(new Expiry.At(changed.plus(Duration.ofDays(90))));
  }

  @Test
  void withoutARecordedChangeExpiryIsUnknownWhateverTheServerLetsThrough() throws LDAPException {
    String dn = person("unrecorded");
    operational(dn, "pwdChangedTime");
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Unknown("never-changed"));
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.OK);
  }

  @Test
  void aPointerToNowhereIsNoPolicy() throws LDAPException {
    String dn = person("dangling");
    operational(dn, "pwdPolicySubentry", lab().policyNamed("gone"));
    Account account = account(dn);
    assertThat(account.policy())
        .isInstanceOfSatisfying(
            PolicyInForce.Unresolved.class,
            u -> assertThat(u.reason()).isEqualTo("policy-dangling"));
    assertThat(account.state().expiry()).isEqualTo(new Expiry.Unknown("policy-dangling"));
  }

  @Test
  void aLockLastsAsLongAsThePolicySays() throws LDAPException {
    String dn = person("duration");
    Instant at = Instant.parse("2026-05-06T07:08:09Z");
    operational(dn, "pwdAccountLockedTime", "20260506070809Z");
    assertThat(account(dn).state().lock()).isEqualTo(new Lock.Until(at.plusSeconds(900)));
    assertThat(account(dn).state().enabled()).isTrue();
  }

  /** As after a crash between the two writes that this takes on slapd. */
  @Test
  void whoWasDisabledIsDisabledAgainWhenALostResetIsReconciled() throws LDAPException {
    String dn = person("reopened");
    lab().disableByHand(dn);
    Account planned = account(dn);
    try (LDAPConnection agent = lab().connect()) {
      lab()
          .bindPassword()
          .withUtf8(
              password -> {
                try {
                  return agent.bind(new SimpleBindRequest(lab().bindDn(), password));
                } catch (LDAPException e) {
                  throw new IllegalStateException(e);
                }
              });
      agent.modify(
          dn,
          List.of(
              new Modification(ModificationType.REPLACE, "userPassword", NEW),
              new Modification(ModificationType.REPLACE, "pwdReset", "TRUE")));
    }
    assertThat(directory.whoWrote(write(planned, reset(NEW, true))))
        .isInstanceOf(Authorship.Ours.class);
    assertThat(account(dn).state().enabled()).isFalse();
    assertThat(directory.signIn(dn, Secret.of(NEW)).kind()).isEqualTo(SignInResult.Kind.DISABLED);
  }
}
