package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.TypedSecret;
import org.keyturn.agent.directory.DirectorySettings.Tls;

final class UnknownServerTest {

  @Test
  void aServerThatIsNoneOfOursIsNamedAndLeftAlone() throws LDAPException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
    config.addAdditionalBindCredentials("cn=admin", "secret");
    try (InMemoryDirectoryServer server = new InMemoryDirectoryServer(config)) {
      server.startListening();
      assertThatThrownBy(() -> Directories.open(settings(server.getListenPort(), "secret")))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining("Ping Identity")
          .hasMessageContaining("openldap, apacheds");
      assertThatThrownBy(() -> Directories.open(settings(server.getListenPort(), "wrong")))
          .isInstanceOfSatisfying(
              DirectoryException.class,
              e -> assertThat(e.kind()).isEqualTo(DirectoryException.Kind.REFUSED));
      assertThatThrownBy(() -> Directories.open(settings(server.getListenPort(), "")))
          .as("an empty password is never sent")
          .isInstanceOfSatisfying(
              DirectoryException.class,
              e -> assertThat(e.kind()).isEqualTo(DirectoryException.Kind.REFUSED));
    }
  }

  private static DirectorySettings settings(int port, String password) {
    return new DirectorySettings(
        "unknown",
        List.of(URI.create("ldap://127.0.0.1:" + port)),
        Optional.empty(),
        "cn=admin",
        new TypedSecret(password),
        Tls.NONE,
        Optional.empty(),
        new DirectorySettings.Accounts(
            "dc=example,dc=com",
            "(objectClass=*)",
            "uid",
            "mail",
            Optional.empty(),
            Optional.empty()),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }
}
