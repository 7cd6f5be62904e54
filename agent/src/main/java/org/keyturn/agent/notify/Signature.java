package org.keyturn.agent.notify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.keyturn.agent.account.Secret;

/**
 * {@code t=1732435200,v1=5257…}: when it was signed, in seconds since the epoch, and HMAC-SHA256
 * over those digits, a dot and the body. The time is signed with it, so that a receiver can refuse
 * what somebody recorded and sends again.
 */
final class Signature {

  static final String HEADER = "Keyturn-Signature";

  private Signature() {}

  static String of(byte[] body, Secret secret, Instant now) {
    String time = Long.toString(now.getEpochSecond());
    byte[] mac =
        secret.withUtf8(
            key -> {
              try {
                Mac hmac = Mac.getInstance("HmacSHA256");
                hmac.init(new SecretKeySpec(key, "HmacSHA256"));
                hmac.update(time.getBytes(US_ASCII));
                hmac.update((byte) '.');
                return hmac.doFinal(body);
              } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has HMAC-SHA256", e);
              }
            });
    return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac);
  }
}
