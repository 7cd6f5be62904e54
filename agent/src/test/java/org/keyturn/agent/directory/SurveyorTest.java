package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.TypedSecret;
import org.keyturn.agent.directory.DirectorySettings.Tls;
import org.keyturn.embedded.EmbeddedLdapServer;

/** What is found in a directory that nobody has described. */
final class SurveyorTest {

  private static final EmbeddedLdapServer SERVER = EmbeddedLdapServer.builder().users(30).start();

  @BeforeAll
  static void load() {
    SERVER.load(
        """
        dn: ou=external,%1$s
        objectClass: organizationalUnit
        ou: external

        dn: uid=ex1,ou=external,%1$s
        objectClass: inetOrgPerson
        uid: ex1
        cn: External One
        sn: One
        mail: ex1@partner.example
        mobile: +31612345601

        dn: uid=root,ou=people,%1$s
        objectClass: inetOrgPerson
        uid: root
        cn: Root
        sn: Root

        dn: cn=ldap-admins,%1$s
        objectClass: groupOfNames
        cn: ldap-admins
        member: uid=root,ou=people,%1$s
        member: uid=ex1,ou=external,%1$s
        """
            .formatted(SERVER.suffix()));
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static DirectorySettings settings(Optional<Path> trust, String password) {
    return DirectorySettings.toLookAt(
        URI.create(SERVER.ldapsUrl()),
        Tls.LDAPS,
        trust,
        SERVER.serviceAccountDn(),
        new TypedSecret(password));
  }

  private static Survey survey() {
    return Surveyor.survey(settings(Optional.of(SERVER.caPem()), SERVER.serviceAccountPassword()));
  }

  @Test
  void mostAccountsTheirAttributesAndWhoIsNotToBeTouchedAreFound() {
    Survey found = survey();

    assertThat(found.dialect()).isEqualTo("apacheds");
    DirectorySettings.Accounts accounts = found.proposal().accounts();
    assertThat(accounts.base()).isEqualTo("ou=people," + SERVER.suffix());
    assertThat(accounts.filter()).isEqualTo("(objectClass=inetOrgPerson)");
    assertThat(accounts.login()).isEqualTo("uid");
    assertThat(accounts.recoveryMail()).contains("recoveryMail");
    assertThat(accounts.mobile()).contains("mobile");
    assertThat(found.counted().all()).isGreaterThan(30);
    assertThat(found.counted().everywhere()).isEqualTo(found.counted().all() + 1);
    assertThat(found.places().get(0).dn()).isEqualTo(accounts.base());
    assertThat(found.places())
        .contains(
            new Survey.Place(SERVER.suffix(), found.counted().everywhere()),
            new Survey.Place("ou=external," + SERVER.suffix(), 1));
    assertThat(found.policyIsTold()).isFalse();
    assertThat(found.proposal().defaultPolicy()).contains(SERVER.defaultPolicyDn());
    assertThat(found.admins()).contains(new Survey.Group("cn=ldap-admins," + SERVER.suffix(), 2));
    assertThat(found.proposal().protectedDns())
        .contains("uid=root,ou=people," + SERVER.suffix())
        .doesNotContain(SERVER.serviceAccountDn());
    assertThat(found.mailDomain()).contains("example.com");
  }

  @Test
  void whereToLookCanBeSaid() {
    DirectorySettings settings =
        settings(Optional.of(SERVER.caPem()), SERVER.serviceAccountPassword());
    DirectorySettings.Accounts external =
        new DirectorySettings.Accounts(
            "ou=external," + SERVER.suffix(), "", "", "", Optional.empty(), Optional.empty());
    Survey found = Surveyor.survey(settings.withAccounts(external));
    assertThat(found.counted().all()).isEqualTo(1);
    assertThat(found.proposal().accounts().base()).isEqualTo(external.base());
    assertThat(found.proposal().accounts().recoveryMail()).isEmpty();
  }

  @Test
  void aServerThatIsNotTrustedShowsItsAuthorityAndIsToldNothing(@TempDir Path folder)
      throws Exception {
    DirectorySettings stranger = settings(Optional.empty(), "never sent");
    ShownCertificates shown = FirstContact.with(stranger).orElseThrow();
    assertThat(shown.isAuthority()).isTrue();
    assertThat(shown.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    assertThat(
            shown.isMeantBy("sha256 Fingerprint=" + shown.fingerprint().toLowerCase(Locale.ROOT)))
        .isTrue();
    assertThat(shown.isMeantBy(shown.fingerprint().substring(3))).isFalse();
    Path pem = folder.resolve("ca.pem");
    Files.writeString(pem, shown.pem());
    assertThat(FirstContact.with(settings(Optional.of(pem), ""))).isEmpty();

    Path other = Certificates.selfSigned(folder);
    assertThat(FirstContact.with(settings(Optional.of(other), ""))).contains(shown);
    assertThatThrownBy(() -> Surveyor.survey(settings(Optional.of(other), "never sent")))
        .hasMessageContaining("certificate is not to be trusted");
  }

  @Test
  void aWrongPasswordIsRefusedByTheServer() {
    assertThatThrownBy(() -> Surveyor.survey(settings(Optional.of(SERVER.caPem()), "wrong")))
        .isInstanceOfSatisfying(
            DirectoryException.class, e -> assertThat(e.resultCode()).isEqualTo(49));
  }

  /** By StartTLS, with no more rights than the agent needs. */
  @Test
  void slapdShowsAsMuchToTheServiceAccount() throws Exception {
    OpenLdapLab.require();
    try (OpenLdapLab lab = OpenLdapLab.start(10)) {
      DirectorySettings settings =
          DirectorySettings.toLookAt(
              URI.create("ldap://127.0.0.1:" + lab.port()),
              Tls.STARTTLS,
              Optional.of(lab.ca()),
              lab.bindDn(),
              lab.bindSource());
      assertThat(FirstContact.with(settings)).isEmpty();
      Survey found = Surveyor.survey(settings);
      assertThat(found.dialect()).isEqualTo("openldap");
      assertThat(found.proposal().accounts().base()).isEqualTo(lab.accounts().base());
      assertThat(found.proposal().defaultPolicy()).isEqualTo(lab.defaultPolicyDn());
      assertThat(found.proposal().protectedDns()).contains(lab.breakGlass());
      assertThat(found.counted().all()).isGreaterThanOrEqualTo(10);
    }
  }
}
