package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/** What a plan writes as LDIF, sent by {@code ldapmodify} as it is installed, to real servers. */
@Timeout(180)
final class LdifTest {

  /** In an order in which each changes something. */
  private static final List<Action> ACTIONS =
      List.of(
          Action.FORCE_CHANGE,
          Action.FORCE_CHANGE_OFF,
          Action.DISABLE,
          Action.ENABLE,
          Action.EXPIRE);

  private static final Path TOOL = Path.of("/usr/bin/ldapmodify");

  @TempDir Path folder;

  @Test
  void slapdTakesIt() throws Exception {
    OpenLdapLab.require();
    requireTool();
    try (OpenLdapLab lab = OpenLdapLab.start(5, Map.of())) {
      doesWhatTheAgentDoes(lab);
    }
  }

  @Test
  void ds389TakesIt() throws Exception {
    Ds389Lab.require();
    requireTool();
    try (Ds389Lab lab = Ds389Lab.start(5, Map.of())) {
      doesWhatTheAgentDoes(lab);
    }
  }

  private static void requireTool() {
    if (!Files.isExecutable(TOOL)) {
      String missing = "ldapmodify is not installed (Debian: ldap-utils)";
      if (Boolean.getBoolean("keyturn.forbidSkips")) {
        throw new AssertionError(missing);
      }
      System.err.println("SKIPPED: " + missing);
      Assumptions.abort(missing);
    }
  }

  private void doesWhatTheAgentDoes(DirectoryLab lab) throws Exception {
    try (Directory directory = Directories.open(settings(lab))) {
      List<String> people = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String dn = lab.addPerson(lab.naming("ldif" + i), "ldif" + i);
        lab.age(dn, Duration.ofDays(10));
        people.add(dn);
      }
      for (Action action : ACTIONS) {
        StringBuilder file = new StringBuilder("version: 1\n# " + action + "\n\n");
        people.forEach(dn -> file.append(record(directory, dn, action)).append('\n'));

        assertThat(ldapmodify(lab, file.toString())).as(action + "\n" + file).isZero();

        for (String dn : people) {
          assertThat(directory.apply(write(directory, dn, action)))
              .as("%s %s", action, dn)
              .isInstanceOf(WriteResult.AlreadySo.class);
        }
      }
      whatChangedSinceIsRefused(lab, directory, people.get(0));
      noPasswordIsEverInIt(directory, people.get(0));
    }
  }

  /** The guard goes with it: what it was planned for is gone. */
  private void whatChangedSinceIsRefused(DirectoryLab lab, Directory directory, String dn)
      throws Exception {
    String stale = record(directory, dn, Action.FORCE_CHANGE);
    try (Secret other = Secret.of("Somebody-was-faster-9")) {
      assertThat(
              directory.apply(
                  new Write(
                      account(directory, dn).id(),
                      dn,
                      account(directory, dn).version(),
                      new PasswordChange.Reset(other, false))))
          .isInstanceOf(WriteResult.Applied.class);
    }

    assertThat(ldapmodify(lab, "version: 1\n\n" + stale)).isIn(122, 16);
    assertThat(account(directory, dn).state().mustChange()).isFalse();
  }

  private static void noPasswordIsEverInIt(Directory directory, String dn) {
    Account account = account(directory, dn);
    try (Secret secret = Secret.of("Never-in-a-file-7")) {
      LdifChange change =
          directory.ldif(
              new Write(
                  account.id(), dn, account.version(), new PasswordChange.Reset(secret, true)));
      assertThat(change.text()).isEmpty();
      assertThat(change.objection()).isNotEmpty();
    }
  }

  private static String record(Directory directory, String dn, Action action) {
    LdifChange change = directory.ldif(write(directory, dn, action));
    assertThat(change.objection()).isEmpty();
    return change.text();
  }

  private static Write write(Directory directory, String dn, Action action) {
    Account account = account(directory, dn);
    return new Write(account.id(), dn, account.version(), new PasswordChange.Flag(action));
  }

  private static Account account(Directory directory, String dn) {
    return ((Lookup.Found) directory.lookup(List.of(new AccountKey(AccountKey.Kind.DN, dn))).get(0))
        .account();
  }

  /** With the rights of the agent's account. */
  private int ldapmodify(DirectoryLab lab, String ldif) throws IOException, InterruptedException {
    Path password = folder.resolve("password");
    Files.deleteIfExists(password);
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (Secret secret = lab.bindSource().read()) {
      secret.withChars(
          chars -> {
            try {
              Files.writeString(password, new String(chars));
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
            return true;
          });
    }
    Path file = Files.writeString(folder.resolve("change.ldif"), ldif);
    ProcessBuilder builder =
        new ProcessBuilder(
                TOOL.toString(),
                "-x",
                "-H",
                "ldaps://127.0.0.1:" + lab.ldapsPort(),
                "-D",
                lab.bindDn(),
                "-y",
                password.toString(),
                "-f",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().put("LDAPTLS_CACERT", lab.ca().toString());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    System.out.print(process.exitValue() == 0 ? "" : Files.readString(folder.resolve("out")));
    return process.exitValue();
  }

  private static DirectorySettings settings(DirectoryLab lab) throws LDAPException {
    return new DirectorySettings(
        "lab",
        List.of(URI.create("ldaps://localhost:" + lab.ldapsPort())),
        Optional.of(lab.ca()),
        lab.bindDn(),
        lab.bindSource(),
        Tls.LDAPS,
        Optional.empty(),
        lab.accounts(),
        List.of(lab.breakGlass()),
        List.of(),
        lab instanceof OpenLdapLab
            ? Optional.of("cn=default,ou=policies,dc=example,dc=com")
            : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }
}
