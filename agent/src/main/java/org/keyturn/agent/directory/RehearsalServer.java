package org.keyturn.agent.directory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import com.unboundid.util.ObjectPair;
import com.unboundid.util.ssl.cert.CertException;
import com.unboundid.util.ssl.cert.PublicKeyAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A directory in memory that is just enough for a command to go all its way once, so that the
 * classes on that way can be archived. It has no password policy and proves nothing: it is no test
 * peer.
 */
public final class RehearsalServer implements AutoCloseable {

  public static final String BASE = "dc=rehearsal";
  public static final String BIND_DN = "cn=keyturn," + BASE;
  public static final String POLICY_DN = "cn=default," + BASE;

  private static final String USER_DN = "uid=someone," + BASE;

  private final InMemoryDirectoryServer server;

  private RehearsalServer(InMemoryDirectoryServer server) {
    this.server = server;
  }

  /**
   * @param folder where {@code ca.pem} and {@code bind.pw} are written
   */
  public static RehearsalServer start(Path folder)
      throws IOException, GeneralSecurityException, LDAPException, LDIFException, CertException {
    String password = "rehearsal-" + System.nanoTime();
    Files.writeString(folder.resolve("bind.pw"), password);
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
    config.addAdditionalBindCredentials(BIND_DN, password);
    config.setSchema(null);
    config.setGenerateOperationalAttributes(true);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPSConfig(
            "rehearsal",
            InetAddress.getLoopbackAddress(),
            0,
            tls(folder).getServerSocketFactory(),
            null));
    InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
    server.add("dn: " + BASE, "objectClass: domain", "dc: rehearsal");
    server.add(
        "dn: " + POLICY_DN,
        "objectClass: device",
        "objectClass: pwdPolicy",
        "cn: default",
        "pwdAttribute: userPassword",
        "pwdMaxAge: 7776000",
        "pwdMustChange: TRUE");
    server.add(
        "dn: " + USER_DN,
        "objectClass: inetOrgPerson",
        "uid: someone",
        "cn: Some One",
        "sn: One",
        "mail: someone@example.com",
        "userPassword: not-a-secret",
        "pwdChangedTime: 20260101000000Z");
    server.startListening();
    return new RehearsalServer(server);
  }

  public int port() {
    return server.getListenPort();
  }

  private static SSLContext tls(Path folder)
      throws IOException, GeneralSecurityException, CertException, LDAPException {
    long now = System.currentTimeMillis();
    ObjectPair<X509Certificate, KeyPair> made =
        X509Certificate.generateSelfSignedCertificate(
            SignatureAlgorithmIdentifier.SHA_256_WITH_RSA,
            PublicKeyAlgorithmIdentifier.RSA,
            2048,
            new DN("CN=localhost"),
            now - Duration.ofHours(1).toMillis(),
            now + Duration.ofHours(1).toMillis());
    Files.writeString(folder.resolve("ca.pem"), made.getFirst().toPEMString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "rehearsal",
        made.getSecond().getPrivate(),
        new char[0],
        new Certificate[] {made.getFirst().toCertificate()});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public void close() {
    server.shutDown(true);
  }
}
