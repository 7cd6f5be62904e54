package org.keyturn.agent.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.2 and later with the certificate of the config, which is read again when its files change:
 * who renews certificates need not restart anything. New ones that cannot be used are told and
 * tried again, while the old ones go on.
 */
final class Encryption {

  private static final Logger LOG = LoggerFactory.getLogger(Encryption.class);

  private final WebSettings.Tls settings;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private List<String> seen;

  private Encryption(WebSettings.Tls settings) {
    this.settings = settings;
    this.seen = look();
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    context.setSniRequired(false);
    use(read());
  }

  /** Empty for a server without. */
  static Optional<Encryption> of(WebSettings.Tls settings) {
    return settings instanceof WebSettings.NoTls
        ? Optional.empty()
        : Optional.of(new Encryption(settings));
  }

  SslContextFactory.Server context() {
    return context;
  }

  /** Looks whether the files changed. */
  synchronized void refresh() {
    List<String> now = look();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      KeyStore fresh = read();
      context.reload(unused -> use(fresh));
      LOG.info("the certificate of web.tls was read again");
    } catch (Exception e) {
      LOG.error(
          "the certificate of web.tls changed and the new one is not used: {}", e.getMessage());
    }
  }

  private void use(KeyStore store) {
    context.setKeyStore(store);
    context.setKeyStorePassword(Certificate.WORD);
  }

  private KeyStore read() {
    if (settings instanceof WebSettings.Pem pem) {
      return Certificate.read(pem);
    } else if (settings instanceof WebSettings.Pkcs12 store) {
      return Certificate.read(store);
    }
    throw new IllegalStateException("there is nothing to read without TLS");
  }

  private List<String> look() {
    List<String> marks = new ArrayList<>();
    if (settings instanceof WebSettings.Pem pem) {
      marks.add(mark(pem.certificate()));
      marks.add(mark(pem.keyFile()));
    } else if (settings instanceof WebSettings.Pkcs12 store) {
      marks.add(mark(store.file()));
    }
    return marks;
  }

  private static String mark(Path file) {
    try {
      return Files.getLastModifiedTime(file) + " " + Files.size(file);
    } catch (IOException e) {
      return "away";
    }
  }
}
