package org.keyturn.agent.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimException;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import org.simplejavamail.utils.mail.dkim.SigningAlgorithm;

/**
 * Signs mail (RFC 6376), so that a receiver can tell that the domain sent it and nobody changed it.
 *
 * @param domain the sender's, or one above it
 * @param selector where in its DNS the public key stands: {@code SELECTOR._domainkey.DOMAIN}
 * @param key an RSA key in PEM (PKCS#8)
 */
public record Dkim(String domain, String selector, SecretSource key) {

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

  /** RFC 8301, 3.2: what verifiers take. */
  private static final int SHORTEST_KEY = 1024;

  /**
   * @throws MessagingException with a sentence for the operator, where the key cannot be used
   */
  MimeMessage sign(MimeMessage letter) throws MessagingException {
    try (Secret pem = key.read()) {
      DkimSigner signer = new DkimSigner(domain, selector, privateKey(pem));
      signer.setSigningAlgorithm(SigningAlgorithm.SHA256_WITH_RSA);
      // Relays fold headers and trim lines.
      signer.setHeaderCanonicalization(Canonicalization.RELAXED);
      signer.setBodyCanonicalization(Canonicalization.RELAXED);
      signer.setLengthParam(false); // with it, anybody may add to a signed text
      signer.setCheckDomainKey(false); // the DNS is the receivers' business
      return new DkimMessage(letter, signer);
    } catch (IllegalArgumentException | IllegalStateException | DkimException e) {
      throw new MessagingException("mail.dkim: " + e.getMessage());
    }
  }

  /**
   * @throws IllegalArgumentException with a sentence that does not quote it, where it is none
   */
  public static RSAPrivateKey privateKey(Secret pem) {
    Matcher matcher = PEM.matcher(pem.withChars(String::new).strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is no private key in PEM (PKCS#8)");
    }
    byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
    try {
      RSAPrivateKey key =
          (RSAPrivateKey)
              KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
      if (key.getModulus().bitLength() < SHORTEST_KEY) {
        throw new IllegalArgumentException("is an RSA key that is too short for receivers");
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("is no RSA key", e);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }
}
