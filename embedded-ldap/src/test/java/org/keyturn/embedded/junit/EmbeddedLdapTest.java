package org.keyturn.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.keyturn.embedded.EmbeddedLdapServer;

@EmbeddedLdap(suffix = "o=acme", users = 3, ldif = "extra.ldif")
class EmbeddedLdapTest {
  private static int port;

  @BeforeAll
  static void remember(EmbeddedLdapServer server) {
    port = server.port();
  }

  @Test
  void theServerComesAsAParameter(EmbeddedLdapServer server) throws Exception {
    assertThat(server.port()).isEqualTo(port);
    try (LDAPConnection connection =
        new LDAPConnection("127.0.0.1", server.port(), server.adminDn(), server.adminPassword())) {
      assertThat(connection.getEntry("ou=extra,o=acme")).isNotNull();
      assertThat(connection.getEntry("ou=people,o=acme").getAttributeValue("description"))
          .as("LDIF adds to what is there")
          .isEqualTo("from LDIF");
    }
  }

  @Nested
  class Inside {
    @Test
    void nestedClassesShareIt(EmbeddedLdapServer server) {
      assertThat(server.port()).isEqualTo(port);
    }
  }
}
