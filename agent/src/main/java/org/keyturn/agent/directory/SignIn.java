package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import java.util.Optional;
import java.util.OptionalInt;
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
      return SignInAnswer.of(bind(connection, dn, password), password);
    } catch (LDAPException e) {
      return result(SignInResult.Kind.UNREACHABLE, Failures.said(e));
    }
  }

  static BindResult bind(LDAPConnection connection, String dn, Secret password) {
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

  private static SignInResult result(SignInResult.Kind kind, String detail) {
    return new SignInResult(kind, Optional.empty(), OptionalInt.empty(), detail);
  }
}
