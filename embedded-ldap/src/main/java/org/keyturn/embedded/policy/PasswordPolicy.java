package org.keyturn.embedded.policy;

import java.time.Duration;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;

/**
 * What one {@code pwdPolicy} entry says (draft-behera-10, section 5.2). A zero duration or count
 * means "no such rule", as in the draft; {@link #NONE} is the policy of an account that has none.
 */
record PasswordPolicy(
    Duration minAge,
    Duration maxAge,
    Duration expireWarning,
    int graceLogins,
    int inHistory,
    int checkQuality,
    int minLength,
    int maxLength,
    boolean lockout,
    Duration lockoutDuration,
    int maxFailure,
    Duration failureCountInterval,
    boolean mustChange,
    boolean allowUserChange,
    boolean safeModify) {

  static final PasswordPolicy NONE =
      new PasswordPolicy(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          0,
          0,
          0,
          0,
          0,
          false,
          Duration.ZERO,
          0,
          Duration.ZERO,
          false,
          true,
          false);

  static PasswordPolicy of(Entry entry) throws LdapException {
    return new PasswordPolicy(
        seconds(entry, "pwdMinAge"),
        seconds(entry, "pwdMaxAge"),
        seconds(entry, "pwdExpireWarning"),
        number(entry, "pwdGraceAuthNLimit"),
        number(entry, "pwdInHistory"),
        number(entry, "pwdCheckQuality"),
        number(entry, "pwdMinLength"),
        number(entry, "pwdMaxLength"),
        flag(entry, "pwdLockout", false),
        seconds(entry, "pwdLockoutDuration"),
        number(entry, "pwdMaxFailure"),
        seconds(entry, "pwdFailureCountInterval"),
        flag(entry, "pwdMustChange", false),
        flag(entry, "pwdAllowUserChange", true),
        flag(entry, "pwdSafeModify", false));
  }

  private static Duration seconds(Entry entry, String name) throws LdapException {
    Attribute attribute = entry.get(name);
    return attribute == null
        ? Duration.ZERO
        : Duration.ofSeconds(Long.parseLong(attribute.getString()));
  }

  private static int number(Entry entry, String name) throws LdapException {
    Attribute attribute = entry.get(name);
    return attribute == null ? 0 : Integer.parseInt(attribute.getString());
  }

  private static boolean flag(Entry entry, String name, boolean otherwise) throws LdapException {
    Attribute attribute = entry.get(name);
    return attribute == null ? otherwise : Boolean.parseBoolean(attribute.getString());
  }
}
