package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Secret;

/** What somebody who signs in is told, and leaves. */
abstract non-sealed class SignInContract extends DirectoryContractTest {

  @Test
  void aSignInTellsWhatThePersonGets() throws LDAPException {
    String dn = person("signin");
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.OK);
    assertThat(directory.signIn(dn, Secret.of("wrong")).kind())
        .isEqualTo(SignInResult.Kind.BAD_CREDENTIALS);
    assertThat(directory.signIn(dn, Secret.of("")).kind())
        .isEqualTo(SignInResult.Kind.BAD_CREDENTIALS);
    assertThat(directory.signIn("", Secret.of("x")).kind())
        .isEqualTo(SignInResult.Kind.BAD_CREDENTIALS);
    assertThat(directory.signIn("uid=nobody," + DirectoryLab.BASE, Secret.of("x")).kind())
        .isEqualTo(SignInResult.Kind.BAD_CREDENTIALS);
    age(dn, Duration.ofDays(80));
    assertThat(directory.signIn(dn, Secret.of(OLD)).expiresIn())
        .hasValueSatisfying(d -> assertThat(d).isBetween(Duration.ofDays(9), Duration.ofDays(10)));
  }

  @Test
  void aSignInIsSeen() throws LDAPException {
    String dn = person("seen");
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.OK);
    assertThat(account(dn).state().lastSignInAt()).isPresent();
  }
}
