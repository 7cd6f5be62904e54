package org.keyturn.embedded;

import static com.unboundid.ldap.sdk.ResultCode.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyturn.embedded.Client.answer;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransportTest {
  private EmbeddedLdapServer server;

  @BeforeAll
  void start() {
    server = EmbeddedLdapServer.builder().start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private SSLContext trusting(Path pem, String protocol) throws Exception {
    TrustManager trust = new PEMFileTrustManager(pem.toFile());
    return new SSLUtil(trust).createSSLContext(protocol);
  }

  private static LDAPConnectionOptions verifyingHostNames() {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(false));
    return options;
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void ldapsIsVerifiedByNameWithTls13(String host) throws Exception {
    try (LDAPConnection connection =
        new LDAPConnection(
            trusting(server.caPem(), "TLSv1.3").getSocketFactory(),
            verifyingHostNames(),
            host,
            server.ldapsPort())) {
      connection.bind(server.serviceAccountDn(), server.serviceAccountPassword());
      assertThat(connection.getSSLSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(connection.getEntry(server.suffix())).isNotNull();
    }
  }

  @Test
  void startTlsTurnsTheSameConnectionToTls13() throws Exception {
    try (LDAPConnection connection =
        new LDAPConnection(verifyingHostNames(), "127.0.0.1", server.port())) {
      connection.processExtendedOperation(
          new StartTLSExtendedRequest(trusting(server.caPem(), "TLSv1.3")));
      assertThat(connection.getSSLSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(
              answer(
                      () ->
                          connection.bind(
                              server.serviceAccountDn(), server.serviceAccountPassword()))
                  .code())
          .isEqualTo(SUCCESS);
      for (int i = 0; i < 50; i++) {
        assertThat(connection.getEntry(server.suffix())).isNotNull();
      }
    }
  }

  @Test
  void anotherServersAuthorityIsNotTrusted() throws Exception {
    try (EmbeddedLdapServer other = EmbeddedLdapServer.builder().start()) {
      SSLContext context = trusting(other.caPem(), "TLSv1.3");
      assertThatThrownBy(
              () -> new LDAPConnection(context.getSocketFactory(), "127.0.0.1", server.ldapsPort()))
          .isInstanceOf(LDAPException.class)
          .rootCause()
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  @Test
  void bothPortsAreGivenOrFree() {
    assertThat(server.port()).isPositive().isNotEqualTo(server.ldapsPort());
    int port = server.port();
    assertThatThrownBy(() -> EmbeddedLdapServer.builder().port(port).start())
        .isInstanceOf(EmbeddedLdapException.class)
        .hasMessageContaining("in use");
  }
}
