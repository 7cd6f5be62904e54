package org.keyturn.embedded.policy;

import static org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyErrorEnum.INSUFFICIENT_PASSWORD_QUALITY;
import static org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyErrorEnum.MUST_SUPPLY_OLD_PASSWORD;
import static org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyErrorEnum.PASSWORD_IN_HISTORY;
import static org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyErrorEnum.PASSWORD_MOD_NOT_ALLOWED;
import static org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyErrorEnum.PASSWORD_TOO_SHORT;
import static org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyErrorEnum.PASSWORD_TOO_YOUNG;
import static org.apache.directory.api.ldap.model.message.ResultCodeEnum.CONSTRAINT_VIOLATION;
import static org.apache.directory.api.ldap.model.message.ResultCodeEnum.INSUFFICIENT_ACCESS_RIGHTS;

import java.util.ArrayList;
import java.util.List;
import org.apache.directory.api.ldap.extras.controls.ppolicy.PasswordPolicyErrorEnum;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.server.core.api.interceptor.context.OperationContext;

/**
 * Judges a new password (draft-behera-10, section 8.2). Administrators pass every rule but two: an
 * account has one password, and it is not empty. So does OpenLDAP for whoever has {@code manage}.
 */
record NewPassword(OperationContext operation, AccountState account, boolean administrator) {

  void judge(List<Modification> modifications) throws LdapException {
    List<byte[]> passwords = new ArrayList<>();
    boolean oldSupplied = false;
    boolean replaces = false;
    for (Modification modification : modifications) {
      if (PasswordWrites.sets(modification)) {
        for (Value value : modification.getAttribute()) {
          passwords.add(value.getBytes());
        }
      }
      if (PasswordWrites.isPassword(modification)) {
        boolean adds = modification.getOperation() == ModificationOperation.ADD_ATTRIBUTE;
        replaces |= !adds;
        oldSupplied |=
            modification.getOperation() == ModificationOperation.REMOVE_ATTRIBUTE
                && modification.getAttribute().size() > 0;
      }
    }
    boolean second = account.entry().get("userPassword") != null && !replaces;
    refuseIf(
        passwords.size() > 1 || second,
        CONSTRAINT_VIOLATION,
        INSUFFICIENT_PASSWORD_QUALITY,
        "an account has one password");
    if (!administrator) {
      judgeChange(oldSupplied);
    }
    for (byte[] password : passwords) {
      judge(password);
    }
  }

  private void judgeChange(boolean oldSupplied) throws LdapException {
    PasswordPolicy policy = account.policy();
    boolean forced = operation.getSession().isPwdMustChange();
    refuseIf(
        !policy.allowUserChange(),
        INSUFFICIENT_ACCESS_RIGHTS,
        PASSWORD_MOD_NOT_ALLOWED,
        "users may not change this password");
    refuseIf(
        policy.safeModify() && !oldSupplied,
        INSUFFICIENT_ACCESS_RIGHTS,
        MUST_SUPPLY_OLD_PASSWORD,
        "the old password must be given with the new one");
    refuseIf(
        account.tooYoung() && !forced,
        CONSTRAINT_VIOLATION,
        PASSWORD_TOO_YOUNG,
        "the password was changed too recently");
  }

  private void judge(byte[] password) throws LdapException {
    PasswordPolicy policy = account.policy();
    refuseIf(
        password.length == 0,
        CONSTRAINT_VIOLATION,
        INSUFFICIENT_PASSWORD_QUALITY,
        "a password is not empty");
    if (administrator) {
      return;
    }
    refuseIf(
        StoredPassword.isHashed(password),
        CONSTRAINT_VIOLATION,
        INSUFFICIENT_PASSWORD_QUALITY,
        "a hashed password cannot be judged");
    boolean judged = policy.checkQuality() > 0;
    refuseIf(
        judged && password.length < policy.minLength(),
        CONSTRAINT_VIOLATION,
        PASSWORD_TOO_SHORT,
        "the password is too short");
    refuseIf(
        judged && policy.maxLength() > 0 && password.length > policy.maxLength(),
        CONSTRAINT_VIOLATION,
        INSUFFICIENT_PASSWORD_QUALITY,
        "the password is too long");
    boolean used =
        StoredPassword.opened(account.entry().get("userPassword"), password) != null
            || History.contains(account.entry().get("pwdHistory"), password);
    refuseIf(
        policy.inHistory() > 0 && used,
        CONSTRAINT_VIOLATION,
        PASSWORD_IN_HISTORY,
        "the password was used before");
  }

  private void refuseIf(
      boolean broken, ResultCodeEnum code, PasswordPolicyErrorEnum error, String reason)
      throws LdapException {
    if (broken) {
      throw Refused.write(operation, code, error, reason);
    }
  }
}
