package org.keyturn.agent.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: a PEM file's, or the JVM's trust store's. */
final class ServerTrust {

  private ServerTrust() {}

  /**
   * @throws DirectoryException of kind {@code BAD_REQUEST} where the file holds no certificates
   */
  static SSLContext context(DirectorySettings settings) {
    Optional<Path> pem = settings.trust();
    try {
      return context(pem.isPresent() ? anchors(pem.get()) : null);
    } catch (IOException | GeneralSecurityException e) {
      throw new DirectoryException(
          DirectoryException.Kind.BAD_REQUEST,
          -1,
          "the trusted certificates of "
              + pem.map(Path::toString).orElse("the JVM")
              + " cannot be read: "
              + Diagnostics.clean(e.getMessage()),
          e);
    }
  }

  /** One that believes these alone. */
  static SSLContext context(Collection<? extends Certificate> trusted) {
    try {
      return context(anchors(trusted));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("certificates that were shown cannot be trusted", e);
    }
  }

  private static SSLContext context(@Nullable KeyStore anchors) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS"); // the JDK leaves out all below 1.2
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static KeyStore anchors(Path pem) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pem)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw new IOException("no certificate in it");
      }
      return anchors(all);
    }
  }

  private static KeyStore anchors(Collection<? extends Certificate> all)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int n = 0;
    for (Certificate certificate : all) {
      store.setCertificateEntry("ca" + n++, certificate);
    }
    return store;
  }
}
