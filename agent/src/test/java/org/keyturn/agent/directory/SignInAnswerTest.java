package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10WarningType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Secret;

/** Answers as the servers were seen to give them. */
final class SignInAnswerTest {

  private static final String AD =
      "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data %s, v1db1";

  @ParameterizedTest
  @CsvSource({
    "525, BAD_CREDENTIALS",
    "52e, BAD_CREDENTIALS",
    "52E, BAD_CREDENTIALS",
    "530, OTHER",
    "531, OTHER",
    "532, EXPIRED",
    "533, DISABLED",
    "701, ACCOUNT_EXPIRED",
    "773, MUST_CHANGE",
    "775, LOCKED",
    "7ff, BAD_CREDENTIALS"
  })
  void activeDirectoryTellsByTheSubCode(String code, SignInResult.Kind kind) throws LDAPException {
    assertThat(answer(49, AD.formatted(code), null).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "0, '', , OK",
    "0, '', CHANGE_AFTER_RESET, MUST_CHANGE",
    "49, '', , BAD_CREDENTIALS",
    "49, '', PASSWORD_EXPIRED, EXPIRED",
    "49, password expired!, , EXPIRED",
    "49, password expired!, PASSWORD_EXPIRED, EXPIRED",
    "49, '', ACCOUNT_LOCKED, LOCKED",
    "19, Exceed password retry limit. Please try later., ACCOUNT_LOCKED, LOCKED",
    "19, Exceed password retry limit. Please try later., , LOCKED",
    "53, Account inactivated. Contact system administrator., ACCOUNT_LOCKED, DISABLED",
    "53, Account inactivated. Contact system administrator., , DISABLED",
    "19, TPR checking. Contact system administrator, , OTHER",
    "53, unauthenticated bind (DN with no password) disallowed, , OTHER",
    "8, Transport encryption required., , OTHER",
    "81, '', , UNREACHABLE",
    "91, '', , UNREACHABLE"
  })
  void theOthersTellByTheCodeTheControlAndTheirWords(
      int code,
      String said,
      @Nullable DraftBeheraLDAPPasswordPolicy10ErrorType error,
      SignInResult.Kind kind)
      throws LDAPException {
    assertThat(answer(code, said, error).kind()).isEqualTo(kind);
  }

  @Test
  void aWarningIsHandedOn() throws LDAPException {
    SignInResult soon =
        answer(
            new DraftBeheraLDAPPasswordPolicy10ResponseControl(
                DraftBeheraLDAPPasswordPolicy10WarningType.TIME_BEFORE_EXPIRATION, 3600, null));
    assertThat(soon.expiresIn()).contains(Duration.ofHours(1));
    assertThat(soon.graceLeft()).isEmpty();
    SignInResult grace =
        answer(
            new DraftBeheraLDAPPasswordPolicy10ResponseControl(
                DraftBeheraLDAPPasswordPolicy10WarningType.GRACE_LOGINS_REMAINING, 2, null));
    assertThat(grace.graceLeft()).hasValue(2);
    assertThat(grace.expiresIn()).isEmpty();
  }

  private static SignInResult answer(
      int code, String said, @Nullable DraftBeheraLDAPPasswordPolicy10ErrorType error)
      throws LDAPException {
    Control[] controls =
        error == null
            ? new Control[0]
            : new Control[] {new DraftBeheraLDAPPasswordPolicy10ResponseControl(null, -1, error)};
    return with(code, said, controls);
  }

  private static SignInResult answer(Control control) throws LDAPException {
    return with(0, "", control);
  }

  private static SignInResult with(int code, String said, Control... controls)
      throws LDAPException {
    BindResult bind =
        new BindResult(1, ResultCode.valueOf(code), said, null, new String[0], controls);
    return SignInAnswer.of(bind, Secret.of("the-password"));
  }
}
