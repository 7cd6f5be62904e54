package org.keyturn.agent.web;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** The certificate of {@code web.tls}, looked at without serving anything. */
public final class PortalCertificate {

  private PortalCertificate() {}

  /**
   * Until when it holds; empty where there is none.
   *
   * @throws org.keyturn.agent.run.RunFailure where it cannot be used, with the files' names
   */
  public static Optional<Instant> until(WebSettings.Tls tls) {
    if (tls instanceof WebSettings.Pem pem) {
      return Optional.of(until(Certificate.read(pem)));
    } else if (tls instanceof WebSettings.Pkcs12 store) {
      return Optional.of(until(Certificate.read(store)));
    }
    return Optional.empty();
  }

  private static Instant until(KeyStore store) {
    try {
      String alias = store.aliases().nextElement();
      return ((X509Certificate) store.getCertificate(alias)).getNotAfter().toInstant();
    } catch (KeyStoreException e) {
      throw new IllegalStateException("a key store in memory is read", e);
    }
  }
}
