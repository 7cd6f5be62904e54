package org.keyturn.agent.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.account.Secret;

/**
 * A value of {@code userPassword} (RFC 2307, section 5.3, and its salted successors) or {@code
 * pwdHistory} (draft-behera-ldap-password-policy-10, section 5.3.6), compared with a password.
 * Knows the digests that a service account can compute; of others it cannot tell.
 */
final class StoredPassword {

  private static final Pattern SCHEME =
      Pattern.compile("\\{([A-Za-z0-9-]+)\\}(.*)", Pattern.DOTALL);

  private static final Map<String, String> DIGESTS =
      Map.of(
          "SHA", "SHA-1",
          "SSHA", "SHA-1",
          "SHA256", "SHA-256",
          "SSHA256", "SHA-256",
          "SHA384", "SHA-384",
          "SSHA384", "SHA-384",
          "SHA512", "SHA-512",
          "SSHA512", "SHA-512");

  private StoredPassword() {}

  /** Whether a {@code userPassword} value is this password's. */
  static boolean matches(byte[] stored, Secret password) {
    Matcher scheme = SCHEME.matcher(new String(stored, StandardCharsets.UTF_8));
    if (!scheme.matches()) {
      return password.<Boolean>withUtf8(bytes -> MessageDigest.isEqual(bytes, stored));
    }
    String digest = DIGESTS.get(scheme.group(1).toUpperCase(Locale.ROOT));
    return digest != null && matches(digest, scheme.group(2), password);
  }

  /**
   * Whether a {@code pwdHistory} value, {@code time#syntax#length#data}, is this password's. The
   * data is the stored value, as it is (OpenLDAP) or in base 64 (ApacheDS).
   */
  static boolean remembers(String history, Secret password) {
    String[] parts = history.split("#", 4);
    if (parts.length < 4) {
      return false;
    }
    if (matches(parts[3].getBytes(StandardCharsets.UTF_8), password)) {
      return true;
    }
    try {
      return matches(Base64.getDecoder().decode(parts[3]), password);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean matches(String algorithm, String encoded, Secret password) {
    try {
      byte[] value = Base64.getDecoder().decode(encoded.strip());
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      int length = digest.getDigestLength();
      if (value.length < length) {
        return false;
      }
      byte[] salt = Arrays.copyOfRange(value, length, value.length);
      byte[] computed =
          password.withUtf8(
              bytes -> {
                digest.update(bytes);
                return digest.digest(salt);
              });
      return MessageDigest.isEqual(computed, Arrays.copyOf(value, length));
    } catch (IllegalArgumentException e) {
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
