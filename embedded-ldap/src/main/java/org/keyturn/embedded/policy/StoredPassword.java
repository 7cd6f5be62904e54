package org.keyturn.embedded.policy;

import org.apache.directory.api.ldap.model.constants.LdapSecurityConstants;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.password.PasswordUtil;
import org.jspecify.annotations.Nullable;

/** Values of {@code userPassword} as they are kept: salted SHA-512, never in clear. */
public final class StoredPassword {
  private StoredPassword() {}

  /** The value to store: hashed, unless it is a hash already. */
  public static byte[] of(byte[] value) {
    return isHashed(value)
        ? value
        : PasswordUtil.createStoragePassword(value, LdapSecurityConstants.HASH_METHOD_SSHA512);
  }

  static boolean isHashed(byte[] value) {
    return hasScheme(value) && PasswordUtil.findAlgorithm(value) != null;
  }

  /** ApacheDS looks the scheme up in a table of ASCII, and stumbles over anything else. */
  private static boolean hasScheme(byte[] value) {
    if (value.length == 0 || value[0] != '{') {
      return false;
    }
    for (byte b : value) {
      if (b == '}') {
        return true;
      }
      if (b < ' ') { // or beyond ASCII, as a byte is signed
        return false;
      }
    }
    return false;
  }

  /** The stored value that this clear password opens, or null. */
  public static byte @Nullable [] opened(@Nullable Attribute stored, byte[] clear) {
    if (stored == null || clear.length == 0) {
      return null;
    }
    for (Value value : stored) {
      if (PasswordUtil.compareCredentials(clear, value.getBytes())) {
        return value.getBytes();
      }
    }
    return null;
  }
}
