package org.keyturn.agent.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What tells browsers apart: a random secret in a cookie, and the token that goes with it into
 * every form. The token is computed from the secret under a key that lives as long as the process,
 * so that looking at a page costs no memory here. Thread-safe.
 */
final class Tokens {

  private static final int BYTES = 32;
  private static final String MAC = "HmacSHA256";
  private static final Pattern COOKIE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  Tokens() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, MAC);
  }

  /** A new browser's secret. */
  String fresh() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return TEXT.encodeToString(bytes);
  }

  /** Whether a cookie can be one of ours. */
  static boolean isSecret(String cookie) {
    return COOKIE.matcher(cookie).matches();
  }

  /** What goes into the forms of the browser with this secret. */
  String form(String secret) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return TEXT.encodeToString(mac.doFinal(secret.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + MAC, e);
    }
  }

  boolean isForm(String secret, String token) {
    return MessageDigest.isEqual(
        form(secret).getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.UTF_8));
  }

  /** What may be kept of a browser's secret: nobody gets in with it. */
  static String fingerprint(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}
