package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.directory.DirectorySettings.Tls;
import org.keyturn.agent.directory.Survey;

/** A first config holds what was found, however it is spelled, or is not written at all. */
final class FirstConfigTest {

  private static final String ODD = "ou=a\\, \\\"b\\\" #c: {d}\\\\ é☺ %s,dc=example,dc=com";

  @TempDir Path folder;

  private static FirstConfig config(String base, String filter, String login) throws Exception {
    Survey.Proposal proposal =
        new Survey.Proposal(
            new DirectorySettings.Accounts(
                base, filter, login, "mail", Optional.empty(), Optional.of("mobile")),
            Optional.of(base),
            List.of("uid=root," + base),
            List.of("cn=admins," + base));
    Survey survey =
        new Survey(
            "openldap",
            "Evil\n  jobs: {now: 1}\u2028x",
            proposal,
            new Survey.Counted(2, 3, false, 1, 0, 2),
            List.of(new Survey.Place(base, 2), new Survey.Place("ou=x\nstore: {path: /},dc=y", 1)),
            false,
            List.of(base),
            List.of(new Survey.Group("cn=admins," + base, 1)),
            Optional.empty());
    return new FirstConfig(
        ServerAddress.of("ldaps://ldap.example.com"),
        false,
        "cn=keyturn," + base,
        survey,
        proposal,
        FirstConfig.Sender.of(survey));
  }

  private List<Path> write(FirstConfig config) throws FirstConfigException {
    try (Secret secret = Secret.of("p\"#: \\ é")) {
      return new FirstFiles(folder.resolve("keyturn.yaml"), false)
          .write(config, secret, Optional.empty());
    }
  }

  @Test
  void oddNamesComeBackAsTheyAre() throws Exception {
    assertThat(write(config(ODD, "(cn=\"a\\5c#)", "uid")))
        .containsExactly(folder.resolve("bind.pw"), folder.resolve("keyturn.yaml"));

    KeyturnConfig read = ConfigFile.load(folder.resolve("keyturn.yaml"));
    DirectorySettings directory = read.directories().values().iterator().next();
    assertThat(directory.accounts().base()).isEqualTo(ODD);
    assertThat(directory.accounts().filter()).isEqualTo("(cn=\"a\\5c#)");
    assertThat(directory.defaultPolicy()).contains(ODD);
    assertThat(directory.protectedGroups()).containsExactly("cn=admins," + ODD);
    assertThat(read.jobs()).isEmpty();
    assertThat(read.store().path()).isEqualTo(folder.resolve("store"));
    try (Secret secret = directory.bindPassword().read();
        Secret given = Secret.of("p\"#: \\ é")) {
      assertThat(secret.sameAs(given)).isTrue();
    }
    assertThat(FirstConfig.Sender.of(config("o=staff", "(cn=*)", "uid").survey()).from())
        .isEqualTo("it@example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "'ou=x', '(cn=', uid, accounts.filter",
    "'nowhere', '(cn=*)', uid, bind.dn",
    "'ou=x', '(cn=*)', 'uid: {a: b}', accounts.login"
  })
  void whatCommandsWouldRefuseIsNotWritten(String base, String filter, String login, String field)
      throws Exception {
    FirstConfig wrong = config(base, filter, login);
    assertThatThrownBy(() -> write(wrong))
        .isInstanceOfSatisfying(
            FirstConfigException.class, e -> assertThat(e.field()).isEqualTo(field));
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "ldaps://ldap.example.com, LDAPS",
    "LDAPS://ldap.example.com:1636, LDAPS",
    "ldap://ldap.example.com, STARTTLS",
    "ldap://127.0.0.1:389, NONE",
    "'ldap://[::1]', NONE"
  })
  void anAddressSaysHowItIsProtected(String text, Tls tls) throws Exception {
    assertThat(ServerAddress.of(text).tls()).isEqualTo(tls);
    assertThatThrownBy(() -> ServerAddress.of("ldap://ldap.example.com").with("none"))
        .hasMessageContaining("would send the password unencrypted");
  }

  @Test
  void belowEtcTheStoreIsWhereTheSystemHasIt() throws Exception {
    assertThat(config("ou=x", "(cn=*)", "uid").text(Path.of("/etc/keyturn/keyturn.yaml")))
        .contains("store: {path: \"/var/lib/keyturn\"}", "folder: \"/var/lib/keyturn/mail\"");
  }
}
