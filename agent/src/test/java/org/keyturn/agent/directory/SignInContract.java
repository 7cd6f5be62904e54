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
    assertThat(directory.signIn(lab().dnOf("nobody"), Secret.of("x")).kind())
        .isEqualTo(SignInResult.Kind.BAD_CREDENTIALS);
  }

  @Test
  void aSignInIsWarnedOfTheEnd() throws LDAPException {
    String dn = person("warned");
    if (lab().has(Trait.AGE_CAN_BE_SET)) {
      lab().age(dn, Duration.ofDays(80));
    }
    SignInResult result = directory.signIn(dn, Secret.of(OLD));
    assertThat(result.kind()).isEqualTo(SignInResult.Kind.OK);
    if (lab().has(Trait.WARNS_AT_SIGN_IN)) {
      assertThat(result.expiresIn())
          .hasValueSatisfying(
              d -> assertThat(d).isBetween(Duration.ofDays(9), Duration.ofDays(10)));
    } else {
      assertThat(result.expiresIn()).isEmpty();
    }
  }

  @Test
  void aSignInIsSeen() throws LDAPException {
    String dn = person("seen");
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.OK);
    assertThat(account(dn).state().lastSignInAt().isPresent())
        .isEqualTo(lab().has(Trait.RECORDS_SIGN_INS));
  }
}
