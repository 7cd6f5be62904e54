package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.cli.InitWalk;
import org.keyturn.agent.cli.Typed;
import org.keyturn.agent.cli.Typed.Said;
import org.keyturn.agent.config.ConfigException;
import org.keyturn.agent.config.ConfigFile;

/** Whoever knows the address and the service account alone gets a config that works as written. */
abstract non-sealed class InitContract extends DirectoryContractTest {

  private static final String LAST_RESORT = "emergency";

  private String lastResort = "";

  @BeforeEach
  void addAccountOfLastResort() throws LDAPException {
    lastResort = lab().addPerson(lab().naming(LAST_RESORT), LAST_RESORT);
  }

  @AfterEach
  void removeAccountOfLastResort() throws LDAPException {
    lab().delete(lastResort);
  }

  private Path out() {
    return temporary.resolve("first/keyturn.yaml");
  }

  private String url() {
    return "ldaps://localhost:" + lab().ldapsPort();
  }

  private Said init(String url, String password, String... more) {
    List<String> words = List.of("init", url, "--trust", lab().ca().toString(), "--out");
    return Typed.run(
        false,
        password,
        Stream.of(
                words.stream(),
                Stream.of(out().toString(), "--bind-dn", lab().bindDn(), "--password-file", "-"),
                Stream.of(more))
            .flatMap(s -> s)
            .toArray(String[]::new));
  }

  private String password() {
    try (Secret password = lab().bindPassword()) {
      return password.withChars(String::new);
    }
  }

  private Said keyturn(String... words) {
    return Typed.run(
        false,
        "",
        Stream.concat(Stream.of("-c", out().toString()), Stream.of(words)).toArray(String[]::new));
  }

  /** What a person who knows the server would have written. */
  private void assertIsOfThisServer() throws ConfigException, LDAPException {
    DirectorySettings written = ConfigFile.load(out()).directories().values().iterator().next();
    DirectorySettings.Accounts accounts = written.accounts();
    assertThat(NormalDn.of(accounts.base())).isEqualTo(NormalDn.of(lab().people()));
    assertThat(accounts.filter()).isEqualTo(lab().accounts().filter());
    assertThat(accounts.login()).isEqualTo(lab().accounts().login());
    assertThat(accounts.mail()).isEqualTo(lab().accounts().mail());
    assertThat(accounts.mobile()).contains("mobile");
    assertThat(written.defaultPolicy().map(NormalDn::of))
        .isEqualTo(lab().defaultPolicyDn().map(NormalDn::of));
    assertThat(written.protectedDns().stream().map(NormalDn::of)).contains(NormalDn.of(lastResort));
    try (Directory found = Directories.open(written)) {
      assertThat(found.info().dialect()).isEqualTo(lab().dialect());
      assertThat(complaints(found)).isEqualTo(complaints(directory));
    }
  }

  private static List<String> complaints(Directory of) {
    return of.examine().stream()
        .filter(f -> f.level() != Finding.Level.OK)
        .map(f -> f.level() + " " + f.subject() + ": " + f.found())
        .sorted()
        .toList();
  }

  @Test
  void whatIsFoundIsWhatSomebodyWouldHaveWrittenAndDoesWhatItShould() throws Exception {
    String dn = person("first", new Attribute("mobile", "+31612345678"));
    String login = account(dn).login();
    Said said = init(url(), password());
    assertThat(said.code()).as(said.all()).isZero();
    assertIsOfThisServer();

    Said check = keyturn("check");
    assertThat(check.code()).as(check.all()).isZero();
    Said plan = keyturn("plan", "reset", login);
    assertThat(plan.code()).as(plan.all()).isZero();
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
    Said reset = keyturn("reset", login, "-y", "--deliver", "show");
    assertThat(reset.all()).contains("1 of 1 done");
    assertThat(lab().showsMustChange(dn)).isTrue();
    assertThat(bindAs(dn, OLD)).isNotEqualTo(ResultCode.SUCCESS);
    assertThat(keyturn("reset", LAST_RESORT, "-y", "--deliver", "show").all())
        .contains("0 of 1 done", "protected");
  }

  @Test
  void thePagesComeToTheSame() throws Exception {
    person("paged", new Attribute("mobile", "+31612345679"));
    try (Secret password = lab().bindPassword()) {
      InitWalk.take(out(), url(), lab().bindDn(), password);
    }
    assertIsOfThisServer();
    assertThat(out().resolveSibling("ca.pem")).exists();
  }

  @Test
  void whatIsWrongIsToldInOneSentenceAndNothingIsWritten() {
    assertRefused(3, "does not let " + lab().bindDn() + " in: ", url(), "Not-The-Password-1");
    assertRefused(
        3,
        "where that is the port of LDAP with StartTLS, write ldap://localhost:" + lab().port(),
        "ldaps://localhost:" + lab().port(),
        "never sent");
    assertRefused(2, "ou=nowhere,", url(), password(), "--base", "ou=nowhere," + lab().suffix());
    assertRefused(2, "which holds ", url(), password(), "--base", "dc=elsewhere");
    assertRefused(2, "sees no accounts below ", url(), password(), "--base", lab().groups());
  }

  private void assertRefused(int code, String told, String url, String typed, String... more) {
    Said said = init(url, typed, more);
    assertThat(said.code()).as(said.all()).isEqualTo(code);
    assertThat(said.err()).contains(told).doesNotContain("Exception", "ldapSDK");
    assertThat(said.err().strip().lines()).hasSize(1);
    assertThat(out().getParent()).doesNotExist();
  }
}
