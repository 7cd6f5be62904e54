package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;

/** A slapd that stores passwords in clear, cuts answers short, and holds entries that are none. */
@Timeout(60)
final class OpenLdapTrapsTest {

  private static final String NEW = "New-passw0rd-2";
  private static final String PEOPLE = "ou=people,dc=example,dc=com";

  @TempDir static Path temporary;

  private static OpenLdapLab lab;

  @BeforeAll
  static void start() throws IOException {
    OpenLdapLab.require();
    Path overlay =
        Files.writeString(
            temporary.resolve("ppolicy"),
            "ppolicy_default \"cn=default,ou=policies,dc=example,dc=com\"\n");
    lab = OpenLdapLab.start(700, Map.of("KEYTURN_LAB_PPOLICY", overlay.toString()));
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  private static DirectorySettings settings() {
    return Settings.of(lab)
        .accounts(
            new DirectorySettings.Accounts(
                PEOPLE, "(objectClass=*)", "uid", "mail", Optional.empty(), Optional.empty()))
        .make();
  }

  private static Account person(Directory directory, String login) {
    return ((Lookup.Found)
            directory.lookup(List.of(new AccountKey(AccountKey.Kind.LOGIN, login))).get(0))
        .account();
  }

  @Test
  void whereAModificationWouldStoreClearTextAResetHashesAllTheSame() throws LDAPException {
    try (Directory directory = Directories.open(settings());
        LDAPConnection root = lab.root()) {
      assertThat(directory.info().guarded()).startsWith("prevented; reset: detected");
      assertThat(directory.examine())
          .anyMatch(f -> f.subject().equals("passwords: storage") && f.mend().contains("hash"));
      for (boolean mustChange : new boolean[] {true, false}) {
        Account account = person(directory, mustChange ? "user000001" : "user000002");
        String before =
            root.getEntry(account.dn(), "userPassword").getAttributeValue("userPassword");
        PasswordChange reset = new PasswordChange.Reset(Secret.of(NEW), mustChange);
        Write write = new Write(account.id(), account.dn(), account.version(), reset);
        assertThat(directory.apply(write)).isInstanceOf(WriteResult.Applied.class);
        assertThat(root.getEntry(account.dn(), "userPassword").getAttributeValue("userPassword"))
            .startsWith("{SSHA}")
            .isNotEqualTo(before);
        assertThat(directory.signIn(account.dn(), Secret.of(NEW)).kind())
            .isEqualTo(mustChange ? SignInResult.Kind.MUST_CHANGE : SignInResult.Kind.OK);
        assertThat(directory.apply(write)).isInstanceOf(WriteResult.Stale.class);
      }
    }
  }

  @Test
  void anAnswerThatTheServerCutShortIsNoAnswer() {
    DirectorySettings limited =
        Settings.of(settings()).bind("uid=user000003," + PEOPLE, "Sample-Passw0rd").make();
    try (Directory directory = Directories.open(limited)) {
      assertThatThrownBy(() -> directory.scan(Scope.all(), a -> {}))
          .isInstanceOfSatisfying(
              DirectoryException.class,
              e -> assertThat(e.kind()).isEqualTo(DirectoryException.Kind.INCOMPLETE));
      assertThat(directory.examine())
          .anyMatch(f -> f.subject().equals("accounts") && f.mend().contains("limits dn.exact"));
    }
  }

  /** {@code cn} has two more names in the schema, and slapd takes them all. */
  @Test
  void whoIsProtectedUnderAnotherSpellingIsProtected() {
    String spelled = "commonName=keyturn,2.5.4.11=services,dc=example,dc=com";
    Secret password = lab.bindPassword();
    DirectorySettings settings =
        Settings.of(settings()).bind(spelled, () -> password.copy()).make();
    try (Directory directory = Directories.open(settings)) {
      assertThat(directory.untouchable()).contains(NormalDn.of(lab.bindDn()));
    }
  }

  @Test
  void referralsAndAliasesAreNotFollowed() throws LDAPException {
    try (Directory directory = Directories.open(settings());
        LDAPConnection root = lab.root()) {
      AddRequest referral =
          new AddRequest(
              "ou=elsewhere," + PEOPLE,
              new Attribute("objectClass", "referral", "extensibleObject"),
              new Attribute("ref", "ldap://127.0.0.1:1/dc=example,dc=org"));
      referral.addControl(new Control("2.16.840.1.113730.3.4.2", true)); // ManageDsaIT
      root.add(referral);
      root.add(
          "uid=alias," + PEOPLE,
          new Attribute("objectClass", "alias", "extensibleObject"),
          new Attribute("aliasedObjectName", "uid=user000005," + PEOPLE));
      Set<String> ids = new HashSet<>();
      List<String> dns = new ArrayList<>();
      directory.scan(
          Scope.all(),
          a -> {
            ids.add(a.id().value());
            dns.add(a.dn());
          });
      assertThat(dns).hasSize(ids.size()).hasSizeGreaterThanOrEqualTo(701);
      assertThat(dns).noneMatch(dn -> dn.contains("elsewhere"));
      assertThat(dns).filteredOn(dn -> dn.contains("user000005")).hasSize(1);
    }
  }

  @Test
  void aPosixGroupProtectsByLogin() throws LDAPException {
    String group = "cn=wheel,ou=groups,dc=example,dc=com";
    try (LDAPConnection root = lab.root()) {
      root.add(
          group,
          new Attribute("objectClass", "posixGroup"),
          new Attribute("gidNumber", "10"),
          new Attribute("memberUid", "user000007", "nobody"));
    }
    try (Directory directory =
        Directories.open(Settings.of(settings()).protectedGroups(List.of(group)).make())) {
      assertThat(directory.untouchable())
          .containsExactlyInAnyOrder(
              NormalDn.of("uid=user000007," + PEOPLE),
              NormalDn.of(group),
              NormalDn.of(lab.bindDn()),
              NormalDn.of(lab.breakGlass()));
    }
  }

  @Test
  void aServerThatRestartsInBetweenIsFoundAgain() throws LDAPException {
    try (Directory directory = Directories.open(settings())) {
      Account account = person(directory, "user000008");
      lab.stop();
      PasswordChange change = new PasswordChange.Flag(Action.DISABLE);
      Write write = new Write(account.id(), account.dn(), account.version(), change);
      assertThat(directory.apply(write)).isInstanceOf(WriteResult.Unreachable.class);
      lab.startAgain();
      assertThat(directory.apply(write)).isInstanceOf(WriteResult.Applied.class);
      try (LDAPConnection root = lab.root()) {
        root.modify(
            account.dn(), new Modification(ModificationType.DELETE, "pwdAccountLockedTime"));
      }
    }
  }
}
