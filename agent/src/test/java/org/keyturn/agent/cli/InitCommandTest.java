package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.cli.Typed.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.cli.Typed.Said;
import org.keyturn.agent.config.ConfigFile;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.embedded.EmbeddedLdapServer;

/** {@code keyturn init}, as somebody types it who has no config yet. */
final class InitCommandTest {

  private static final EmbeddedLdapServer SERVER = EmbeddedLdapServer.builder().users(5).start();

  @TempDir Path folder;

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private Path out() {
    return folder.resolve("config/keyturn.yaml");
  }

  private Said init(String... more) {
    List<String> words = new ArrayList<>(List.of("init", SERVER.ldapsUrl()));
    words.addAll(List.of("--bind-dn", SERVER.serviceAccountDn(), "--password-file", "-"));
    words.addAll(List.of("--out", out().toString()));
    words.addAll(List.of(more));
    return run(false, SERVER.serviceAccountPassword(), words.toArray(String[]::new));
  }

  private Said trusted(String... more) {
    return init(
        Stream.concat(Stream.of("--trust", SERVER.caPem().toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aConfigIsWrittenThatLoadsAndThatCheckLikes() throws Exception {
    Said said = trusted();
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out())
        .startsWith("✓ wrote " + out() + ": ")
        .contains("ou=people," + SERVER.suffix(), SERVER.defaultPolicyDn())
        .endsWith("Next:      keyturn -c " + out() + " check\n");

    KeyturnConfig config = ConfigFile.load(out());
    assertThat(config.directories().keySet()).containsExactly("example");
    assertThat(config.jobs()).isEmpty();
    assertThat(config.store().path().normalize()).isEqualTo(folder.resolve("store"));
    assertThat(mode("bind.pw")).isEqualTo("rw-------");
    assertThat(mode("keyturn.yaml")).isEqualTo("rw-r--r--");
    assertThat(Files.readString(out())).doesNotContain(SERVER.serviceAccountPassword());
    try (Stream<Path> files = Files.list(folder.resolve("config"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("keyturn.yaml", "bind.pw", "ca.pem");
    }

    Said users = run(false, "", "-c", out().toString(), "-o", "csv", "users");
    assertThat(users.out().lines()).as(users.all()).hasSizeGreaterThan(5);
    Said check = run(false, "", "-c", out().toString(), "check");
    assertThat(check.code()).as(check.all()).isZero();
  }

  private String mode(String file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(out().resolveSibling(file)));
  }

  @Test
  void whatIsThereStaysUnlessItIsForced() throws Exception {
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(out(), "mine");
    Said said = trusted();
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains(out() + " is there already", "--force");
    assertThat(Files.readString(out())).isEqualTo("mine");

    Files.delete(out());
    Path secret = Files.writeString(out().resolveSibling("bind.pw"), "another");
    assertThat(trusted().err()).contains("bind.pw is there already and holds something else");
    assertThat(out()).doesNotExist();
    Files.writeString(secret, SERVER.serviceAccountPassword() + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--------"));
    assertThat(trusted().code()).as("the same secret may lie there").isZero();
    assertThat(mode("bind.pw")).isEqualTo("r--------");

    assertThat(trusted("--force").code()).isZero();
  }

  @Test
  void aDryRunShowsTheConfigAndWritesNothing() throws Exception {
    Said said = trusted("-n");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out()).contains("\ndirectories:\n  example:\n", "trust: ca.pem");
    assertThat(said.err()).contains("Nothing was written");
    assertThat(folder).isEmptyDirectory();
    assertThat(trusted("-n", "-o", "json").out())
        .startsWith("{\"file\":\"" + out() + "\",\"written\":[],")
        .contains("\"dialect\":\"apacheds\"");
  }

  @Test
  void aCertificateThatNobodyTrustsIsShownAndNoPasswordSent() {
    Said said = init();
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains("shows a certificate that is not trusted", "SHA-256 ");
    String fingerprint = said.err().replaceAll("(?s).*SHA-256 ([0-9A-F:]{95}).*", "$1");

    assertThat(
            init(
                    "--fingerprint",
                    (fingerprint.startsWith("A") ? "B" : "A") + fingerprint.substring(1))
                .err())
        .contains("not that of");
    assertThat(folder).isEmptyDirectory();
    assertThat(init("--fingerprint", fingerprint.toLowerCase(Locale.ROOT)).code()).isZero();
    assertThat(out().resolveSibling("ca.pem")).content().startsWith("-----BEGIN CERTIFICATE-----");
  }

  @Test
  void onATerminalSomebodyVouchesForTheCertificateOrNothingHappens() {
    Path secret = folder.resolve("own.pw");
    String[] words = {
      "init", SERVER.ldapsUrl(), "--password-file", secret.toString(), "--out", out().toString()
    };
    Said no = run(true, "\n", words);
    assertThat(no.code()).isEqualTo(3);
    assertThat(no.err())
        .contains("It is the same, trust it? [y/N]", "authority", "nobody vouches for it");

    own(secret);
    Said yes = run(true, "y\n" + SERVER.serviceAccountDn() + "\n", words);
    assertThat(yes.code()).as(yes.all()).isZero();
    assertThat(out()).exists();
  }

  private static void own(Path secret) {
    try {
      Files.writeString(secret, SERVER.serviceAccountPassword());
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ldap://192.0.2.1 --tls none, 2, would send the password unencrypted",
    "ldap://192.0.2.1 --tls some, 2, 'ldaps, starttls or none'",
    "https://ldap.example.com, 2, does not begin with ldaps://",
    "ldap.example.com, 2, write ldaps://ldap.example.com",
    "10.0.0.5:636, 2, write ldaps://10.0.0.5:636",
    "ldaps://me@ldap.example.com, 2, holds a user name",
    "ldaps://ldap.example.com/dc=example, 2, more than host and port",
    "ldaps://127.0.0.1:1, 3, 'does not answer: connect error, Connection refused'",
    "ldaps://nowhere.invalid, 3, no such host",
    "ldaps://ldap.example.com --base people, 2, 'is no DN, write ou=people,'",
    "-q, 2, keyturn init ldaps://",
    "--serve -n, 2, leave the others out"
  })
  void anAddressThatIsNoneIsTold(String words, int code, String told) {
    List<String> all = new ArrayList<>(List.of("init"));
    all.addAll(List.of(words.split(" ", -1)));
    all.addAll(List.of("--out", out().toString()));
    Said said = run(false, "", all.toArray(String[]::new));
    assertThat(said.code()).as(said.all()).isEqualTo(code);
    assertThat(said.err()).contains(told);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whoTakesThePortOfTheOneForThatOfTheOtherIsToldSo() {
    String tls = SERVER.ldapsUrl().replace("ldaps:", "ldap:");
    assertThat(run(false, "", "init", tls, "--tls", "starttls", "--out", out().toString()).err())
        .contains("where that is the port of LDAPS, write " + SERVER.ldapsUrl());
    String plain = SERVER.url().replace("ldap:", "ldaps:");
    assertThat(run(false, "", "init", plain, "--out", out().toString()).err())
        .contains("TLS fails", "the port of LDAP with StartTLS, write " + SERVER.url());
  }

  @Test
  void whatIsMissingOrWrongIsToldAndNothingIsWritten() throws Exception {
    String ca = SERVER.caPem().toString();
    String url = SERVER.ldapsUrl();
    String out = out().toString();
    assertThat(run(false, "", "init", url, "--trust", ca, "--out", out).err())
        .contains("--bind-dn is missing");
    String[] account = {"init", url, "--trust", ca, "--out", out, "--bind-dn", ""};
    assertThat(run(false, "", account).err()).contains("nobody changes passwords without");
    for (String login : List.of("keyturn", "keyturn@example.com", "EXAMPLE\\keyturn")) {
      account[7] = login;
      assertThat(run(false, "", account).err())
          .contains("--bind-dn " + login + ": is a login and no DN", "-samid keyturn\n");
    }
    account[7] = "cn=keyturn,services";
    assertThat(run(false, "", account).err()).contains("is no DN: write cn=keyturn,");
    account[7] = SERVER.serviceAccountDn();
    assertThat(run(false, "", account).err()).contains("--password-file is missing");
    Said wrong =
        run(
            false,
            "Not-The-Password-1",
            Stream.concat(Stream.of(account), Stream.of("--password-file", "-"))
                .toArray(String[]::new));
    assertThat(wrong.code()).isEqualTo(3);
    assertThat(wrong.err())
        .contains("does not let " + SERVER.serviceAccountDn() + " in: invalid credentials")
        .doesNotContain("Not-The-Password-1");
    assertThat(folder).isEmptyDirectory();

    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(run(false, "", "init", url, "--out", file + "/keyturn.yaml").err())
        .contains("is no folder that you may write");
    assertThat(trusted("--base", "ou=nowhere," + SERVER.suffix()).err()).contains("does not exist");
    assertThat(trusted("--base", "dc=elsewhere").err()).contains("which holds " + SERVER.suffix());
  }
}
