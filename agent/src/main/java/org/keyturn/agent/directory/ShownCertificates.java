package org.keyturn.agent.directory;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a server shows to prove who it is, for a person to compare with what its administrator says.
 *
 * @param chain at least one: the server's own, then those who signed the one before
 */
public record ShownCertificates(List<X509Certificate> chain) {

  private static final int LINE = 64;

  /** {@code AB:}. */
  private static final int BYTE = 3;

  public ShownCertificates {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a server shows at least its own");
    }
  }

  /**
   * The one to trust: the authority that ends the chain, so that the server's own can be renewed;
   * the server's own where no authority is shown.
   */
  public X509Certificate anchor() {
    X509Certificate last = chain.get(chain.size() - 1);
    return last.getBasicConstraints() >= 0 ? last : chain.get(0);
  }

  /** Whether that is an authority, which speaks for other servers too. */
  public boolean isAuthority() {
    return anchor().getBasicConstraints() >= 0;
  }

  public String subject() {
    return Diagnostics.clean(anchor().getSubjectX500Principal().getName());
  }

  public Instant from() {
    return anchor().getNotBefore().toInstant();
  }

  public Instant until() {
    return anchor().getNotAfter().toInstant();
  }

  /** SHA-256 of the one to trust, as {@code openssl x509 -fingerprint -sha256} prints it. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(anchor().getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  /** The same in lines of so many bytes, which eyes can compare. */
  public List<String> fingerprint(int bytes) {
    String whole = fingerprint();
    int width = bytes * BYTE;
    return IntStream.range(0, (whole.length() + width - 1) / width)
        .mapToObj(i -> whole.substring(i * width, Math.min(whole.length(), (i + 1) * width)))
        .toList();
  }

  /** Whether somebody means this fingerprint, however they write it. */
  public boolean isMeantBy(String fingerprint) {
    return digits(fingerprint.replaceFirst("(?i)^\\s*(sha-?256|sha256 fingerprint)\\s*[=:]", ""))
        .equals(digits(fingerprint()));
  }

  private static String digits(String fingerprint) {
    return fingerprint.replaceAll("[:\\s]", "").toUpperCase(Locale.ROOT);
  }

  /** The one to trust, as PEM. */
  public String pem() {
    byte[] line = "\n".getBytes(StandardCharsets.US_ASCII);
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(LINE, line).encodeToString(anchor().getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }
}
