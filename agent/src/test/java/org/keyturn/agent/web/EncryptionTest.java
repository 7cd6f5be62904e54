package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.directory.Certificates;
import org.keyturn.agent.run.RunFailure;

/** The portal's certificate: as PEM and PKCS #12, renewed under way, and wrong in every way. */
final class EncryptionTest {

  private static final String WORD = "changeit";

  @TempDir Path folder;
  private Path certificate = Path.of("");
  private Path key = Path.of("");

  @BeforeEach
  void made() throws Exception {
    certificate = folder.resolve("web.pem");
    key = folder.resolve("web.key");
    asPem(store("first", "EC"));
  }

  private Path store(String name, String algorithm) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Certificates.keytool(
        "-genkeypair",
        List.of("-keystore", store.toString(), "-storepass", WORD, "-alias", "web"),
        "-keyalg",
        algorithm,
        "-dname",
        "CN=" + name);
    return store;
  }

  private void asPem(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, WORD.toCharArray());
    }
    pem(certificate, "CERTIFICATE", keys.getCertificate("web").getEncoded());
    pem(key, "PRIVATE KEY", keys.getKey("web", WORD.toCharArray()).getEncoded());
  }

  private static void pem(Path file, String what, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
  }

  private WebSettings.Pem pem() {
    return new WebSettings.Pem(certificate, key, file(key));
  }

  private static SecretSource file(Path path) {
    return new SecretSource() {
      @Override
      public Secret read() {
        try {
          return Secret.of(Files.readString(path));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public String describe() {
        return "file " + path;
      }
    };
  }

  private static String subject(int port, String... protocols) throws Exception {
    SSLContext anybody = SSLContext.getInstance("TLS");
    anybody.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
    try (SSLSocket socket =
        (SSLSocket)
            anybody.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      if (protocols.length > 0) {
        socket.setEnabledProtocols(protocols);
      }
      socket.startHandshake();
      Certificate shown = socket.getSession().getPeerCertificates()[0];
      return ((X509Certificate) shown).getSubjectX500Principal().getName();
    }
  }

  @Test
  void aRenewedCertificateIsShownWithoutARestartAndABrokenOneIsNot() throws Exception {
    Encryption encryption = Encryption.of(pem()).orElseThrow();
    encryption.context().start();
    assertThat(shown(encryption)).isEqualTo("CN=first");

    asPem(store("second", "RSA"));
    Files.setLastModifiedTime(certificate, FileTime.from(Instant.now().plusSeconds(5)));
    encryption.refresh();
    assertThat(shown(encryption)).isEqualTo("CN=second");

    Files.writeString(certificate, "half of");
    encryption.refresh();
    assertThat(shown(encryption)).isEqualTo("CN=second");
    encryption.context().stop();
  }

  private static String shown(Encryption encryption) throws GeneralSecurityException {
    KeyStore store = encryption.context().getKeyStore();
    return ((X509Certificate) store.getCertificate(store.aliases().nextElement()))
        .getSubjectX500Principal()
        .getName();
  }

  @Test
  void theServerSpeaksTls12AndLaterAndTellsBrowsersToStay() throws Exception {
    WebSettings.Pkcs12 store = new WebSettings.Pkcs12(folder.resolve("first.p12"), word());
    URI url = URI.create("https://password.example.com");
    try (Portal portal = new Portal(Portal.settings(store, Optional.of(url)), List.of())) {
      assertThat(portal.server.address()).isEqualTo("https://password.example.com");
      assertThat(subject(portal.server.port(), "TLSv1.3")).isEqualTo("CN=first");
      assertThat(subject(portal.server.port(), "TLSv1.2")).isEqualTo("CN=first");
      assertThatThrownBy(() -> subject(portal.server.port(), "TLSv1.1"))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  private static SecretSource word() {
    return new SecretSource() {
      @Override
      public Secret read() {
        return Secret.of(WORD);
      }

      @Override
      public String describe() {
        return "a word";
      }
    };
  }

  @Test
  void aKeyOfAnotherCertificateIsTold() throws Exception {
    Path old = Files.copy(key, folder.resolve("old.key"));
    asPem(store("other", "EC"));
    assertThatThrownBy(() -> Encryption.of(new WebSettings.Pem(certificate, old, file(old))))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("the key is not the one of the certificate")
        .hasMessageContaining(old.toString());
  }

  @Test
  void anAddressThatAnotherProcessHasIsTold() {
    try (Portal portal = new Portal(List.of())) {
      WebSettings.Listen taken = new WebSettings.Listen("127.0.0.1", portal.server.port());
      assertThatThrownBy(() -> Door.open("web.listen", taken))
          .isInstanceOfSatisfying(
              RunFailure.class, e -> assertThat(e.kind()).isEqualTo(RunFailure.Kind.HELD))
          .hasMessageContaining("another process has 127.0.0.1:" + taken.port());
    }
    assertThatThrownBy(() -> Door.open("web.listen", new WebSettings.Listen("192.0.2.1", 0)))
        .isInstanceOfSatisfying(
            RunFailure.class, e -> assertThat(e.kind()).isEqualTo(RunFailure.Kind.INPUT));
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
