package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;

/** A reset by an agent that is no password administrator takes two writes. */
abstract class Ds389ResetTraps extends Ds389Traps {

  /** Issue 5364 of 389-ds-base. */
  @Test
  void aDateThatComesWithThePasswordIsOverwrittenInSilence() throws LDAPException {
    String dn = person();
    try (LDAPConnection agent = agent()) {
      agent.modify(
          dn, List.of(replace("userPassword", NEW), replace(Ds389Lab.EXPIRES, Ds389Lab.AT_ONCE)));
    }
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.OK);
    assertThat(lab.showsMustChange(dn)).isFalse();
  }

  @Test
  void aResetMakesThePersonChangeItAllTheSame() throws LDAPException {
    String dn = person();
    assertThat(apply(dn, reset(NEW))).isInstanceOf(WriteResult.Applied.class);
    assertThat(lab.showsMustChange(dn)).isTrue();
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.MUST_CHANGE);
    lab.changeOwn(dn, NEW, "Chosen-passw0rd-3");
    assertThat(signIn(dn, "Chosen-passw0rd-3")).isEqualTo(SignInResult.Kind.OK);
  }

  @Test
  void aResetThatNeedNotBeChangedIsOneWrite() throws LDAPException {
    String dn = person();
    PasswordChange change = new PasswordChange.Reset(Secret.of(NEW), false);
    assertThat(apply(dn, change)).isInstanceOf(WriteResult.Applied.class);
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.OK);
  }

  /** The agent died after the password and before the date. */
  @Test
  void aResetThatStoppedHalfWayIsFinished() throws LDAPException {
    String dn = person();
    Write write = write(account(dn), reset(NEW));
    try (LDAPConnection agent = agent()) {
      agent.modify(dn, replace("userPassword", NEW));
    }
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.OK);
    assertThat(directory.whoWrote(write)).isInstanceOf(Authorship.Ours.class);
    assertThat(lab.showsMustChange(dn)).isTrue();
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.MUST_CHANGE);
    assertThat(directory.whoWrote(write)).isInstanceOf(Authorship.Ours.class);
  }

  @Test
  void whoChangedItInBetweenIsNotMadeToChangeItAgain() throws LDAPException {
    String dn = person();
    Write write = write(account(dn), reset(NEW));
    try (LDAPConnection agent = agent()) {
      agent.modify(dn, replace("userPassword", NEW));
    }
    lab.changeOwn(dn, NEW, "Chosen-passw0rd-3");
    assertThat(directory.whoWrote(write)).isInstanceOf(Authorship.SomebodyElse.class);
    assertThat(signIn(dn, "Chosen-passw0rd-3")).isEqualTo(SignInResult.Kind.OK);
  }
}
