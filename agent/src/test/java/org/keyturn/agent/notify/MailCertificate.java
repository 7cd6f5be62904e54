package org.keyturn.agent.notify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.keyturn.agent.directory.Certificates;

/**
 * A certificate of a mail server, by the JDK's keytool, which is its own authority.
 *
 * @param pem to trust it by
 * @param server what serves with it
 */
record MailCertificate(Path pem, SSLContext server) {

  private static final String WORD = "changeit";

  /**
   * @param name such as {@code ip:127.0.0.1}
   */
  static MailCertificate of(String name, Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path home = Files.createTempDirectory(folder, "certificate");
    Path store = home.resolve("mail.p12");
    Path pem = home.resolve("mail.pem");
    List<String> common =
        List.of("-keystore", store.toString(), "-storepass", WORD, "-alias", "mail");
    Certificates.keytool(
        "-genkeypair", common, "-keyalg", "EC", "-dname", "CN=mail", "-ext", "san=" + name);
    Certificates.keytool("-exportcert", common, "-rfc", "-file", pem.toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, WORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, WORD.toCharArray());
    SSLContext server = SSLContext.getInstance("TLS");
    server.init(managers.getKeyManagers(), null, null);
    return new MailCertificate(pem, server);
  }
}
