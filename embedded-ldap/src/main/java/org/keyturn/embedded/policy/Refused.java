package org.keyturn.embedded.policy;

import org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyErrorEnum;
import org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyRequest;
import org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyResponse;
import org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyResponseImpl;
import org.apache.directory.api.ldap.model.exception.LdapAuthenticationException;
import org.apache.directory.api.ldap.model.exception.LdapOperationException;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.server.core.api.interceptor.context.OperationContext;

/** Refusals that carry the password policy response control when the client asked for it. */
final class Refused {
  private Refused() {}

  static LdapAuthenticationException bind(
      OperationContext operation, PasswordPolicyErrorEnum error, String reason) {
    tell(operation, error);
    return new LdapAuthenticationException(reason);
  }

  static LdapOperationException write(
      OperationContext operation,
      ResultCodeEnum code,
      PasswordPolicyErrorEnum error,
      String reason) {
    tell(operation, error);
    return new LdapOperationException(code, reason);
  }

  static void tell(OperationContext operation, PasswordPolicyErrorEnum error) {
    PasswordPolicyResponse response = new PasswordPolicyResponseImpl();
    response.setPasswordPolicyError(error);
    tell(operation, response);
  }

  static void tell(OperationContext operation, PasswordPolicyResponse response) {
    if (operation.hasRequestControl(PasswordPolicyRequest.OID)) {
      operation.addResponseControl(response);
    }
  }
}
