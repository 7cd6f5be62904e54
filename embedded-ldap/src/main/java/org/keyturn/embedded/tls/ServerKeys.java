package org.keyturn.embedded.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * The keys of one server, in its work directory: {@code ca.pem} for the clients, {@code ca.p12} and
 * {@code server.p12} readable by the owner alone. The authority is made once and lasts ten years;
 * the server's certificate is made anew when it is missing or has less than a month to live.
 *
 * <p>The key stores' password guards nothing, the file modes do; the format wants one.
 */
public final class ServerKeys {
  public static final String STORE_PASSWORD = "keyturn";

  private static final String ALIAS = "key";
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3652);
  private static final Duration SERVER_LIFE = Duration.ofDays(397);
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);

  private final Path directory;

  private ServerKeys(Path directory) {
    this.directory = directory;
  }

  public static ServerKeys in(Path directory, List<String> hosts)
      throws GeneralSecurityException, IOException {
    ServerKeys keys = new ServerKeys(directory);
    if (!Files.exists(keys.authorityStore())) {
      keys.makeAuthority();
    }
    if (!keys.serverCertificateIsFresh()) {
      keys.makeServer(hosts);
    }
    return keys;
  }

  /** The authority's certificate as PEM. */
  public Path caPem() {
    return directory.resolve("ca.pem");
  }

  /** PKCS #12 with exactly one key entry, as ApacheDS wants it. */
  public Path serverStore() {
    return directory.resolve("server.p12");
  }

  private Path authorityStore() {
    return directory.resolve("ca.p12");
  }

  private void makeAuthority() throws GeneralSecurityException, IOException {
    KeyPair keys = Certificates.keys();
    X509Certificate authority =
        Certificates.authority(keys, "CN=Keyturn embedded LDAP CA", AUTHORITY_LIFE);
    byte[] lines = {'\n'};
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, lines).encodeToString(authority.getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    write(caPem(), pem.getBytes(StandardCharsets.US_ASCII), "rw-r--r--");
    Files.deleteIfExists(serverStore());
    store(authorityStore(), keys.getPrivate(), authority);
  }

  private void makeServer(List<String> hosts) throws GeneralSecurityException, IOException {
    KeyStore authority = open(authorityStore());
    X509Certificate issuer = (X509Certificate) authority.getCertificate(ALIAS);
    PrivateKey signer = (PrivateKey) authority.getKey(ALIAS, STORE_PASSWORD.toCharArray());
    KeyPair keys = Certificates.keys();
    X509Certificate server = Certificates.server(keys, hosts, issuer, signer, SERVER_LIFE);
    store(serverStore(), keys.getPrivate(), server, issuer);
  }

  private boolean serverCertificateIsFresh() throws GeneralSecurityException, IOException {
    if (!Files.exists(serverStore())) {
      return false;
    }
    X509Certificate certificate = (X509Certificate) open(serverStore()).getCertificate(ALIAS);
    return certificate.getNotAfter().toInstant().isAfter(Instant.now().plus(RENEW_BEFORE));
  }

  private static KeyStore open(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, STORE_PASSWORD.toCharArray());
    }
    return store;
  }

  private static void store(Path file, PrivateKey key, Certificate... chain)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(ALIAS, key, STORE_PASSWORD.toCharArray(), chain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, STORE_PASSWORD.toCharArray());
    write(file, out.toByteArray(), "rw-------");
  }

  /** Whole or not at all, and never readable by more than it ends with. */
  private static void write(Path file, byte[] content, String mode) throws IOException {
    Path draft =
        Files.createTempFile(
            file.getParent(),
            file.getFileName().toString(),
            ".draft",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(draft, content);
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(mode));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
