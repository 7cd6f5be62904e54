package org.keyturn.agent.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.keyturn.agent.account.Secret;

/**
 * What a token looks like: {@code kt_} and 256 random bits. Of one, only its SHA-256 is kept: of so
 * many random bits a plain hash gives nothing away.
 */
public final class Bearer {

  private static final String START = "kt_";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Bearer() {}

  /** A new one, the caller's to show once and close. */
  public static Secret fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Secret.of(START + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Hex SHA-256. */
  public static String hash(Secret token) {
    return token.withUtf8(Bearer::hash);
  }

  /** Hex SHA-256 of one that was sent. */
  public static String hash(String token) {
    return hash(token.getBytes(US_ASCII));
  }

  private static String hash(byte[] token) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}
