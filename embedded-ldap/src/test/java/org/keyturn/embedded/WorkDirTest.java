package org.keyturn.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyturn.embedded.Client.replace;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirTest {
  @TempDir private Path temp = Path.of("");

  private EmbeddedLdapServer start(Path dir) {
    return EmbeddedLdapServer.builder().workDir(dir).users(10).start();
  }

  @Test
  void aSecondStartFindsEntriesKeysAndPasswordsAsTheyWere() throws Exception {
    Path dir = temp.resolve("a/b");
    byte[] authority;
    String password;
    String user;
    try (EmbeddedLdapServer server = start(dir)) {
      Client client = new Client(server);
      assertThat(server.loadedEarlier()).isFalse();
      user = client.person("kept", "First-password-1");
      try (LDAPConnection service = client.service()) {
        service.modify(user, replace("userPassword", "Second-password-2"));
      }
      authority = Files.readAllBytes(server.caPem());
      password = server.serviceAccountPassword();
      assertThat(Files.readString(dir.resolve("keyturn.pw"))).isEqualTo(password);
    }
    try (EmbeddedLdapServer server = start(dir)) {
      Client client = new Client(server);
      assertThat(server.loadedEarlier()).isTrue();
      assertThat(Files.readAllBytes(server.caPem())).isEqualTo(authority);
      assertThat(server.serviceAccountPassword()).isEqualTo(password);
      assertThat(client.bind(user, "Second-password-2").policy()).isEqualTo("change after reset");
      assertThat(client.readAll(user, "pwdHistory")).hasSize(1);
    }
  }

  /** Without the mark of a good end, and with a copy that was cut short. */
  @Test
  void whatAKilledServerLeftIsServedFromANewStoreAsItWas() throws Exception {
    Path dir = temp.resolve("killed");
    List<SearchResultEntry> before;
    try (EmbeddedLdapServer server = start(dir)) {
      before = everything(server);
    }
    assertThat(before).hasSizeGreaterThan(15);
    Path store = dir.resolve("store");
    Files.delete(store.resolve(".closed"));
    assertThat(everythingOfANewStart(dir)).isEqualTo(before);

    Files.move(store.resolve("entries"), store.resolve("entries.damaged"));
    Files.writeString(Files.createDirectory(store.resolve("entries")).resolve("entries.db"), "");
    assertThat(everythingOfANewStart(dir)).isEqualTo(before);
    assertThat(store.resolve("entries.damaged")).doesNotExist();
  }

  private List<SearchResultEntry> everythingOfANewStart(Path dir) throws LDAPException {
    try (EmbeddedLdapServer server = start(dir)) {
      return everything(server);
    }
  }

  private static List<SearchResultEntry> everything(EmbeddedLdapServer server)
      throws LDAPException {
    try (LDAPConnection service = new Client(server).service()) {
      return service
          .search(server.suffix(), SearchScope.SUB, "(objectClass=*)", "*", "+")
          .getSearchEntries()
          .stream()
          .filter(entry -> !entry.getDN().startsWith("cn=keyturn,")) // it signed in
          .sorted(Comparator.comparing(SearchResultEntry::getDN))
          .toList();
    }
  }

  @Test
  void aPasswordGivenAtALaterStartHolds() throws Exception {
    Path dir = temp.resolve("later");
    start(dir).close();
    try (EmbeddedLdapServer server =
            EmbeddedLdapServer.builder()
                .workDir(dir)
                .serviceAccountPassword("Given-later-1")
                .start();
        LDAPConnection service = new Client(server).service()) {
      assertThat(service.getEntry(server.suffix())).isNotNull();
    }
  }

  @Test
  void secretsAreReadableByTheOwnerAlone() throws Exception {
    Path dir = temp.resolve("modes");
    try (EmbeddedLdapServer server = start(dir)) {
      for (String file : new String[] {"keyturn.pw", "admin.pw", "ca.p12", "server.p12"}) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(file))))
            .as(file)
            .isEqualTo("rw-------");
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)))
          .isEqualTo("rwx------");
      assertThat(server.caPem()).content().startsWith("-----BEGIN CERTIFICATE-----\n");
    }
  }

  @Test
  void noPasswordIsOnTheDiskInClearSaveTheTwoFiles() throws Exception {
    Path dir = temp.resolve("clear");
    String password;
    try (EmbeddedLdapServer server = start(dir)) {
      Client client = new Client(server);
      String user = client.person("hidden", "Very-visible-password-1");
      try (LDAPConnection own = client.as(user, "Very-visible-password-1")) {
        own.modify(user, replace("userPassword", "Very-visible-password-2"));
      }
      password = server.serviceAccountPassword();
    }
    try (Stream<Path> files = Files.walk(dir.resolve("store"))) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .noneMatch(file -> latin1(file).contains("Very-visible"))
          .noneMatch(file -> latin1(file).contains(password));
    }
  }

  private static String latin1(Path file) {
    try {
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void oneDirectoryServesOneServer() {
    Path dir = temp.resolve("held");
    try (EmbeddedLdapServer server = start(dir)) {
      assertThatThrownBy(() -> start(dir))
          .isInstanceOf(EmbeddedLdapException.class)
          .hasMessageContaining("in use by another server");
      assertThat(server.port()).isPositive();
    }
  }

  @Test
  void aFirstLoadThatFailedLeavesNoHalfFilledDirectory() throws Exception {
    Path dir = temp.resolve("half");
    Path bad = temp.resolve("bad.ldif");
    Files.writeString(
        bad, "dn: uid=x,ou=nowhere,dc=example,dc=com\nobjectClass: account\nuid: x\n");
    assertThatThrownBy(() -> EmbeddedLdapServer.builder().workDir(dir).ldif(bad).start())
        .isInstanceOf(EmbeddedLdapException.class)
        .hasMessageContaining("bad.ldif")
        .hasMessageContaining("ou=nowhere");
    try (EmbeddedLdapServer server = start(dir)) {
      assertThat(server.loadedEarlier()).isFalse();
    }
  }

  @Test
  void aTemporaryDirectoryGoesWithTheServer() throws Exception {
    Path dir;
    try (EmbeddedLdapServer server = EmbeddedLdapServer.builder().start()) {
      dir = server.workDir();
      assertThat(dir).isDirectory();
    }
    assertThat(dir).doesNotExist();
  }

  @Test
  void threeServersOneAfterTheOtherLeaveNoThreadAndNoPort() throws Exception {
    EmbeddedLdapServer.builder().start().close();
    long before = threads();
    int port = 0;
    for (int i = 0; i < 3; i++) {
      try (EmbeddedLdapServer server =
              EmbeddedLdapServer.builder().port(port).workDir(temp.resolve("again")).start();
          LDAPConnection service = new Client(server).service()) {
        port = server.port();
        assertThat(service.getEntry(server.suffix())).isNotNull();
      }
      int closed = port;
      assertThatThrownBy(() -> new LDAPConnection("127.0.0.1", closed))
          .isInstanceOf(LDAPException.class);
    }
    for (int i = 0; i < 50 && threads() > before; i++) {
      Thread.sleep(100);
    }
    assertThat(threads()).isLessThanOrEqualTo(before);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("LDAPConnection"))
        .filter(thread -> !thread.getName().startsWith("Connection reader"))
        .count();
  }
}
