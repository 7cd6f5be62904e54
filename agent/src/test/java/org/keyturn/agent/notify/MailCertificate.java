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
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    run(
        List.of(
            keytool,
            "-genkeypair",
            "-keystore",
            store.toString(),
            "-storepass",
            WORD,
            "-alias",
            "mail",
            "-keyalg",
            "EC",
            "-dname",
            "CN=mail",
            "-ext",
            "san=" + name));
    run(
        List.of(
            keytool,
            "-exportcert",
            "-keystore",
            store.toString(),
            "-storepass",
            WORD,
            "-alias",
            "mail",
            "-rfc",
            "-file",
            pem.toString()));
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

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command.get(1) + " failed");
    }
  }
}
