package org.keyturn.agent.config;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/** A PEM file of certificates that decide whom a password is sent to. */
final class TrustFile {

  private static final int LIMIT = 4 * 1024 * 1024;
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

  private TrustFile() {}

  /** The path, where the file holds certificates that can be read. */
  static Optional<Path> decode(Value value) {
    Optional<Path> path = Scalars.path(value);
    if (path.isEmpty()) {
      return path;
    }
    try {
      byte[] bytes =
          GuardedFile.look(path.get(), true)
              .allowNoMore(GuardedFile.WRITE_BY_OTHERS, "can be changed by everyone", "chmod o-w")
              .read(LIMIT);
      if (!new String(bytes, StandardCharsets.ISO_8859_1).contains(BEGIN)) {
        value.fail(path.get() + " holds no certificate", "name a file with " + BEGIN);
        return Optional.empty();
      }
      CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
    } catch (Refused e) {
      value.fail(e.wrong(), e.right());
    } catch (CertificateException e) {
      value.fail(
          path.get() + " holds a certificate that cannot be read",
          "write it again from its source");
    }
    return path;
  }
}
