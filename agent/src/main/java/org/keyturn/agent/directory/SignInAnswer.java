package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10WarningType;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;

/**
 * Reads the answer to a bind, whoever gave it: the result code, the password policy control
 * (draft-behera-ldap-password-policy-10, section 6.2), and the words with which 389-DS and Active
 * Directory tell the rest.
 */
final class SignInAnswer {

  /** The Win32 code in hexadecimal that Active Directory puts into the text of a 49. */
  private static final Pattern SUB_CODE = Pattern.compile("\\bdata ([0-9a-fA-F]{3,8})\\b");

  private static final Map<String, SignInResult.Kind> SUB_CODES =
      Map.of(
          "525", SignInResult.Kind.BAD_CREDENTIALS, // ERROR_NO_SUCH_USER
          "52e", SignInResult.Kind.BAD_CREDENTIALS, // ERROR_LOGON_FAILURE
          "530", SignInResult.Kind.OTHER, // ERROR_INVALID_LOGON_HOURS
          "531", SignInResult.Kind.OTHER, // ERROR_INVALID_WORKSTATION
          "532", SignInResult.Kind.EXPIRED, // ERROR_PASSWORD_EXPIRED
          "533", SignInResult.Kind.DISABLED, // ERROR_ACCOUNT_DISABLED
          "701", SignInResult.Kind.ACCOUNT_EXPIRED, // ERROR_ACCOUNT_EXPIRED
          "773", SignInResult.Kind.MUST_CHANGE, // ERROR_PASSWORD_MUST_CHANGE
          "775", SignInResult.Kind.LOCKED); // ERROR_ACCOUNT_LOCKED_OUT

  private static final Map<SignInResult.Kind, String> WHY =
      Map.of(
          SignInResult.Kind.EXPIRED, ": its password has expired",
          SignInResult.Kind.DISABLED, ": it is disabled",
          SignInResult.Kind.ACCOUNT_EXPIRED, ": the account has expired",
          SignInResult.Kind.MUST_CHANGE, ": its password must be changed first",
          SignInResult.Kind.LOCKED, ": it is locked");

  private SignInAnswer() {}

  /** What Active Directory says by a number alone; empty where there is no more to it. */
  static String why(LDAPException refusal) {
    Matcher subCode = SUB_CODE.matcher(Diagnostics.clean(refusal.getDiagnosticMessage()));
    return subCode.find()
        ? WHY.getOrDefault(SUB_CODES.get(subCode.group(1).toLowerCase(Locale.ROOT)), "")
        : "";
  }

  static SignInResult of(BindResult bind, Secret password) throws LDAPException {
    DraftBeheraLDAPPasswordPolicy10ResponseControl control =
        DraftBeheraLDAPPasswordPolicy10ResponseControl.get(bind);
    String said = Diagnostics.clean(bind.getDiagnosticMessage(), password);
    DraftBeheraLDAPPasswordPolicy10WarningType warning =
        control == null ? null : control.getWarningType();
    Optional<Duration> expiresIn =
        warning == DraftBeheraLDAPPasswordPolicy10WarningType.TIME_BEFORE_EXPIRATION
            ? Optional.of(Duration.ofSeconds(control.getWarningValue()))
            : Optional.empty();
    OptionalInt grace =
        warning == DraftBeheraLDAPPasswordPolicy10WarningType.GRACE_LOGINS_REMAINING
            ? OptionalInt.of(control.getWarningValue())
            : OptionalInt.empty();
    DraftBeheraLDAPPasswordPolicy10ErrorType error =
        control == null ? null : control.getErrorType();
    return new SignInResult(kind(bind.getResultCode(), error, said), expiresIn, grace, said);
  }

  private static SignInResult.Kind kind(
      ResultCode code, @Nullable DraftBeheraLDAPPasswordPolicy10ErrorType error, String said) {
    if (code.equals(ResultCode.SUCCESS)) {
      return error == DraftBeheraLDAPPasswordPolicy10ErrorType.CHANGE_AFTER_RESET
          ? SignInResult.Kind.MUST_CHANGE
          : SignInResult.Kind.OK;
    }
    if (code.isClientSideResultCode() || code.intValue() >= 81) {
      return SignInResult.Kind.UNREACHABLE;
    }
    String words = said.toLowerCase(Locale.ROOT);
    if (words.contains("inactivated")) { // 389-DS: 53, and "locked" in the control
      return SignInResult.Kind.DISABLED;
    }
    if (error == DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_EXPIRED) {
      return SignInResult.Kind.EXPIRED;
    }
    if (error == DraftBeheraLDAPPasswordPolicy10ErrorType.ACCOUNT_LOCKED) {
      return SignInResult.Kind.LOCKED;
    }
    if (code.equals(ResultCode.CONSTRAINT_VIOLATION) && words.contains("retry limit")) {
      return SignInResult.Kind.LOCKED; // 389-DS, to a client that does not know the control
    }
    return code.equals(ResultCode.INVALID_CREDENTIALS)
        ? invalid(said, words)
        : SignInResult.Kind.OTHER;
  }

  private static SignInResult.Kind invalid(String said, String words) {
    Matcher subCode = SUB_CODE.matcher(said);
    if (subCode.find()) {
      return SUB_CODES.getOrDefault(
          subCode.group(1).toLowerCase(Locale.ROOT), SignInResult.Kind.BAD_CREDENTIALS);
    }
    return words.contains("expired")
        ? SignInResult.Kind.EXPIRED
        : SignInResult.Kind.BAD_CREDENTIALS;
  }
}
