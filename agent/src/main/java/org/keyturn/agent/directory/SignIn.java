package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ErrorType;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10ResponseControl;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10WarningType;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;

/** Signs in as a person, on a protected connection of its own, and says what came of it. */
public final class SignIn {

  private final Server server;

  SignIn(Server server) {
    this.server = server;
  }

  /**
   * @param password an empty one never leaves: over LDAP it would be an anonymous bind
   */
  public SignInResult as(String dn, Secret password) {
    if (password.length() == 0 || dn.isBlank()) {
      return result(SignInResult.Kind.BAD_CREDENTIALS, "an empty name or password is not sent");
    }
    try (LDAPConnection connection = server.anonymous()) {
      return decode(bind(connection, dn, password), password);
    } catch (LDAPException e) {
      return result(SignInResult.Kind.UNREACHABLE, Failures.said(e));
    }
  }

  private static BindResult bind(LDAPConnection connection, String dn, Secret password) {
    return password.withUtf8(
        bytes -> {
          try {
            return connection.bind(
                new SimpleBindRequest(
                    dn, bytes, new DraftBeheraLDAPPasswordPolicy10RequestControl()));
          } catch (LDAPException e) {
            return new BindResult(e);
          }
        });
  }

  private static SignInResult decode(BindResult bind, Secret password) throws LDAPException {
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
    if (!code.isClientSideResultCode() && code.intValue() < 81) {
      if (error == DraftBeheraLDAPPasswordPolicy10ErrorType.PASSWORD_EXPIRED) {
        return SignInResult.Kind.EXPIRED;
      }
      if (error == DraftBeheraLDAPPasswordPolicy10ErrorType.ACCOUNT_LOCKED) {
        return SignInResult.Kind.LOCKED;
      }
      if (!code.equals(ResultCode.INVALID_CREDENTIALS)) {
        return SignInResult.Kind.OTHER;
      }
      return said.toLowerCase(Locale.ROOT).contains("expired")
          ? SignInResult.Kind.EXPIRED
          : SignInResult.Kind.BAD_CREDENTIALS;
    }
    return SignInResult.Kind.UNREACHABLE;
  }

  private static SignInResult result(SignInResult.Kind kind, String detail) {
    return new SignInResult(kind, Optional.empty(), OptionalInt.empty(), detail);
  }
}
