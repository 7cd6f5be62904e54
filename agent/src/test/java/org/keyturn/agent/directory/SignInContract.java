package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Secret;

/** What somebody who signs in is told, and leaves. */
abstract non-sealed class SignInContract extends DirectoryContractTest {

  private static final String ONLY_TIME = "only time ages a password";

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
    observe(Fact.WARNING, result.expiresIn().isPresent() ? "how long it works yet" : "nothing");
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
    observe(Fact.LAST_SIGN_IN, lab().has(Trait.RECORDS_SIGN_INS) ? "yes" : "no");
  }

  @ParameterizedTest
  @EnumSource(Situation.class)
  void whoKnowsThePasswordIsToldWhatIsTheMatter(Situation situation) throws LDAPException {
    if (!situation.canBe(lab())) {
      observe(Fact.SIGN_IN_EXPIRED, ONLY_TIME);
      assertThat(account(person("fresh")).state().expiry().isPast(Instant.now())).isFalse();
      return;
    }
    String dn = person(situation);
    SignInResult result = directory.signIn(dn, Secret.of(OLD));
    assertThat(result.kind()).isEqualTo(situation.kind());
    assertThat(result.passwordAccepted())
        .isEqualTo(
            result.kind() == SignInResult.Kind.OK
                || result.kind() == SignInResult.Kind.MUST_CHANGE);
    assertThat(result.detail()).doesNotContain(OLD);
    if (situation != Situation.ORDINARY && situation != Situation.NEVER_EXPIRES) {
      observe(Fact.valueOf("SIGN_IN_" + situation.name()), said(dn, OLD, result));
    }
  }

  @ParameterizedTest
  @EnumSource(Situation.class)
  void whoDoesNotKnowThePasswordIsNeverLetIn(Situation situation) throws LDAPException {
    if (!situation.canBe(lab())) {
      observe(Fact.WRONG_EXPIRED, ONLY_TIME);
      return;
    }
    String dn = person(situation);
    SignInResult result = directory.signIn(dn, Secret.of("wrong"));
    assertThat(result.passwordAccepted()).isFalse();
    assertThat(result.kind()).isIn(SignInResult.Kind.BAD_CREDENTIALS, situation.kind());
    if (situation != Situation.NEVER_EXPIRES && situation != Situation.DISABLED_WHO_MUST_CHANGE) {
      observe(Fact.valueOf("WRONG_" + situation.name()), said(dn, "wrong", result));
    }
  }

  /** The result code, and what we make of the whole answer. */
  private String said(String dn, String password, SignInResult result) {
    return bindAs(dn, password).intValue()
        + ", "
        + result.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{people}",
        "{suffix}",
        "no dn",
        "cn=\\zz",
        "{login}=*,{people}",
        "{login}=a,,b",
        "*"
      })
  void aNameThatIsNobodysIsNeverLetIn(String written) {
    SignInResult result = directory.signIn(at(written), Secret.of(OLD));
    assertThat(result.passwordAccepted()).isFalse();
    assertThat(result.kind()).isNotEqualTo(SignInResult.Kind.UNREACHABLE);
  }
}
