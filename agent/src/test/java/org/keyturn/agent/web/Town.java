package org.keyturn.agent.web;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directories;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.password.Codes;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.recovery.AddressChange;
import org.keyturn.agent.recovery.OneDirectory;
import org.keyturn.agent.recovery.PortalDirectories;
import org.keyturn.agent.recovery.ProofChannel;
import org.keyturn.embedded.EmbeddedLdapServer;

/** The portal before a real directory with a few people, and a real ledger. */
final class Town implements AutoCloseable {

  static final String OLD = "Correct-Horse-1-battery";

  final EmbeddedLdapServer server = EmbeddedLdapServer.builder().start();
  final Ledger ledger;
  final Directory directory;
  final Portal portal;
  final Codes codes;

  Town(Path folder) {
    server.load(policy());
    directory = Directories.open(settings());
    codes = new Codes(folder.resolve("store"));
    ledger = Ledgers.open(new StoreSettings(folder.resolve("store")), Clock.systemUTC());
    portal =
        new Portal(
            List.of(
                new PasswordPages(
                    served(),
                    ledger,
                    PasswordSettings.DEFAULT,
                    addresses(Set.of(ProofChannel.values())),
                    new Tries(Clock.systemUTC()),
                    Clock.systemUTC())));
  }

  /** For a portal that offers to change these. */
  AddressChange addresses(Set<ProofChannel> offered) {
    return new AddressChange(
        ledger, codes, Map.of("corp", offered), Optional.of("NL"), () -> {}, Clock.systemUTC());
  }

  /** Three wrong tries lock for good: one more than the portal makes. */
  private String policy() {
    return """
    dn: cn=strict,ou=policies,%s
    objectClass: device
    objectClass: pwdPolicy
    cn: strict
    pwdAttribute: userPassword
    pwdMaxAge: 7776000
    pwdMustChange: TRUE
    pwdAllowUserChange: TRUE
    pwdLockout: TRUE
    pwdMaxFailure: 3
    pwdLockoutDuration: 0
    pwdInHistory: 3
    pwdMinLength: 8
    """
        .formatted(server.suffix());
  }

  PortalDirectories served() {
    return new OneDirectory(directory);
  }

  private DirectorySettings settings() {
    return new DirectorySettings(
        "corp",
        List.of(URI.create(server.ldapsUrl())),
        Optional.of(server.caPem()),
        server.serviceAccountDn(),
        source(server.serviceAccountPassword()),
        DirectorySettings.Tls.LDAPS,
        Optional.of("apacheds"),
        new DirectorySettings.Accounts(
            "ou=people," + server.suffix(),
            "(objectClass=inetOrgPerson)",
            "uid",
            "mail",
            Optional.of("recoveryMail"),
            Optional.of("mobile")),
        List.of(dn("glass")),
        List.of(),
        Optional.of(server.defaultPolicyDn()),
        Optional.empty(),
        Optional.empty(),
        4,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }

  private static SecretSource source(String word) {
    return new SecretSource() {
      @Override
      public Secret read() {
        return Secret.of(word);
      }

      @Override
      public String describe() {
        return "a test's";
      }
    };
  }

  String dn(String login) {
    return "uid=" + login + ",ou=people," + server.suffix();
  }

  String id(String login) {
    return directory.lookup(List.of(new AccountKey(AccountKey.Kind.DN, dn(login)))).get(0)
            instanceof Lookup.Found found
        ? found.account().id().value()
        : "";
  }

  /**
   * @param more further attributes
   */
  void person(String login, String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "dn: " + dn(login),
                "objectClass: inetOrgPerson",
                "objectClass: keyturnPerson",
                "uid: " + login,
                "cn: Fenna de Vries",
                "sn: de Vries",
                "mail: " + login + "@example.com",
                "mobile: +31612345642",
                "userPassword: " + OLD,
                "pwdPolicySubentry: cn=strict,ou=policies," + server.suffix()));
    lines.addAll(List.of(more));
    server.load(String.join("\n", lines) + "\n");
  }

  SignInResult.Kind signIn(String login, String password) {
    try (Secret secret = Secret.of(password)) {
      return directory.signIn(dn(login), secret).kind();
    }
  }

  /** What the audit trail says of somebody. */
  List<String> events(String login) {
    List<String> events = new ArrayList<>();
    ledger
        .audit()
        .entries(
            Instant.EPOCH,
            entry -> {
              if (entry.subject().equals(login)) {
                events.add(entry.actor() + " " + entry.event());
              }
            });
    return events;
  }

  @Override
  public void close() {
    portal.close();
    directory.close();
    ledger.close();
    server.close();
  }
}
