package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.TypedSecret;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/** What a server answers an agent that may not see what it needs. */
final class BlindAgentTest {

  private static final String SUFFIX = "dc=example,dc=com";
  private static final String GROUP = "cn=admins," + SUFFIX;

  @ParameterizedTest(name = "a protected {0} that shows no members ends the command")
  @ValueSource(strings = {"groupOfNames", "groupOfUniqueNames"})
  void aProtectedGroupThatHidesItsMembersIsNotTakenForAnEmptyOne(String objectClass)
      throws LDAPException, LDIFException {
    try (InMemoryDirectoryServer server = serverWith(objectClass);
        Directory directory = open(server, "openldap")) {
      assertThatThrownBy(directory::untouchable)
          .isInstanceOfSatisfying(
              DirectoryException.class,
              e -> assertThat(e.kind()).isEqualTo(DirectoryException.Kind.REFUSED))
          .hasMessageContaining(GROUP);
    }
  }

  @Test
  void aPosixGroupMayBeEmpty() throws LDAPException, LDIFException {
    try (InMemoryDirectoryServer server = serverWith("posixGroup");
        Directory directory = open(server, "openldap")) {
      assertThat(directory.untouchable()).contains(NormalDn.of(GROUP));
    }
  }

  @Test
  void aPasswordThatIsSetAndNotShownIsNotTakenForRefused() throws LDAPException, LDIFException {
    try (InMemoryDirectoryServer server = serverWith("posixGroup")) {
      String dn = "uid=anna," + SUFFIX;
      server.add("dn: " + dn, "objectClass: account", "uid: anna", "userPassword: before");
      try (Directory directory = open(server, "apacheds");
          Secret password = Secret.of("New-passw0rd-2")) {
        Account anna =
            ((Lookup.Found)
                    directory.lookup(List.of(new AccountKey(AccountKey.Kind.DN, dn))).get(0))
                .account();
        WriteResult result =
            directory.apply(
                new Write(
                    anna.id(),
                    anna.dn(),
                    anna.version(),
                    new PasswordChange.Reset(password, true)));
        assertThat(directory.signIn(dn, password).passwordAccepted()).isTrue();
        assertThat(result).isInstanceOf(WriteResult.Applied.class);
      }
    }
  }

  private static InMemoryDirectoryServer serverWith(String objectClass)
      throws LDAPException, LDIFException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(SUFFIX);
    config.addAdditionalBindCredentials("cn=agent", "secret");
    config.setSchema(null);
    InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
    server.startListening();
    server.add("dn: " + SUFFIX, "objectClass: domain", "dc: example");
    server.add("dn: " + GROUP, "objectClass: " + objectClass, "cn: admins");
    return server;
  }

  private static Directory open(InMemoryDirectoryServer server, String dialect) {
    return Directories.open(
        new DirectorySettings(
            "hiding",
            List.of(URI.create("ldap://127.0.0.1:" + server.getListenPort())),
            Optional.empty(),
            "cn=agent",
            new TypedSecret("secret"),
            Tls.NONE,
            Optional.of(dialect),
            new DirectorySettings.Accounts(
                SUFFIX, "(uid=*)", "uid", "mail", Optional.empty(), Optional.empty()),
            List.of(),
            List.of(GROUP),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5)));
  }
}
