package org.keyturn.agent.password;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;

/**
 * The codes that people type to prove who they are. A code is made from the ticket that it belongs
 * to and from {@code seal.key} (HMAC-SHA-256, as in RFC 4226), so that it stands nowhere: neither
 * in the ledger nor in the outbox is anything to be read or destroyed. Thread-safe.
 */
public final class Codes {

  /** How many characters a code has: 40 bits, for five guesses. */
  public static final int LENGTH = 8;

  /** Crockford's: no letter that is read as a digit, and no U. */
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final String HMAC = "HmacSHA256";

  private final SealKey file;
  private @Nullable SecretKeySpec key;

  /**
   * @param store the ledger's folder, with its {@code seal.key}. Nothing is touched yet
   */
  public Codes(Path store) {
    this.file = new SealKey(store.resolve("seal.key"));
  }

  /**
   * The code of a ticket, {@code 7K2MQ9XD}.
   *
   * @param number of its codes, from 1
   * @return the caller's to close
   */
  public Secret code(String ticket, int number) {
    byte[] mac = mac("code\0" + ticket + "\0" + number);
    char[] chars = new char[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      chars[i] = ALPHABET.charAt(mac[i] & 31);
    }
    try {
      return Secret.copyOf(chars);
    } finally {
      Arrays.fill(chars, '\0');
      Arrays.fill(mac, (byte) 0);
    }
  }

  /** Whether that is the code of a ticket; it takes the same time always. */
  public boolean isCode(String ticket, int number, Secret guess) {
    try (Secret code = code(ticket, number)) {
      return code.sameAs(guess);
    }
  }

  /**
   * What a person typed, as a code is written: capitals, without spaces and dashes, and with the
   * digits for which O, I and L are easily taken.
   *
   * @return empty where it is no code at all, which is no guess
   */
  public static Optional<Secret> typed(String text) {
    if (text.length() > 4 * LENGTH) {
      return Optional.empty();
    }
    String code =
        text.toUpperCase(Locale.ROOT)
            .replaceAll("[\\s\u00a0\\p{Pd}]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return code.length() == LENGTH && code.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
        ? Optional.of(Secret.of(code))
        : Optional.empty();
  }

  /** A name for a text that nobody turns back into it without the key. */
  public String mark(String text) {
    return HexFormat.of().formatHex(mac("mark\0" + text));
  }

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key());
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new SealException("this Java has no " + HMAC, e);
    }
  }

  /** Another key than the one that seals, made from it. */
  private synchronized SecretKeySpec key() throws GeneralSecurityException {
    SecretKeySpec made = key;
    if (made == null) {
      SecretKeySpec root = file.read().orElseGet(file::create);
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(root.getEncoded(), HMAC));
      made =
          new SecretKeySpec(
              mac.doFinal("codes of tickets, 1".getBytes(StandardCharsets.UTF_8)), HMAC);
      key = made;
    }
    return made;
  }
}
