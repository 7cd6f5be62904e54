package org.keyturn.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.CheckSites;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.Certificates;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.embedded.sample.Person;
import org.keyturn.embedded.sample.SampleCompany;

/** What {@code check} says of config, store and mail, and where no server can be looked at. */
final class CheckLinesTest {

  /** As the source says it, and a config under which it is said. */
  record Line(String words, Configured by, int code) {
    @Override
    public String toString() {
      return words;
    }
  }

  interface Configured {
    Path file() throws Exception;
  }

  @TempDir static Path folder;

  private static Company company = unset();

  @SuppressWarnings("NullAway") // until the server is up
  private static Company unset() {
    return null;
  }

  @BeforeAll
  static void start() {
    company = new Company(folder);
  }

  @AfterAll
  static void stop() {
    company.close();
  }

  static List<Line> lines() {
    return List.of(
        new Line(
            "has no effect: ",
            () ->
                edited(
                    "later.yaml",
                    "s1",
                    "  rare:\n",
                    "  told:\n    directory: corp\n    do: remind\n"
                        + "    remind: {at: [7d], test-to: it@example.com}\n  rare:\n"),
            0),
        new Line(
            "none: nobody is told anything",
            () -> edited("mute.yaml", "s2", "\nmail: {", "\n# mail: {"),
            0),
        new Line(
            "takes no messages: ",
            () ->
                edited(
                    "dead.yaml",
                    "s8",
                    "\nmail: {",
                    "\nmail: {smtp: \"smtp://127.0.0.1:1\", tls: none}\n# mail: {"),
            1),
        new Line(
            "no text goes out: ",
            () ->
                edited(
                    "textless.yaml",
                    "s9",
                    "\nmail: {",
                    "\nsms: {url: \"http://127.0.0.1:1/\", form: {to: \"{number}\"}}\nmail: {"),
            1),
        new Line(
            "none: admins, who need a code by text message too",
            () ->
                edited(
                    "admins-texts.yaml",
                    "s13",
                    "\nmail: {",
                    "\nweb: {tls: none}\nrecovery: {admin-groups: {corp: \"cn=none,dc=example,"
                        + "dc=com\"}}\nmail: {"),
            1),
        new Line(
            "is told nothing: ",
            () ->
                edited(
                    "untold.yaml",
                    "s10",
                    "\nmail: {",
                    "\nwebhooks: {chat: {url: \"http://127.0.0.1:1/\", secret: {file: bind.pw},"
                        + " events: run-finished}}\nmail: {"),
            1),
        new Line(
            "cannot be opened: ",
            () -> portal("unopened", company.file("none.p12", "no store")),
            1),
        new Line("its certificate ended on ", () -> portal("ended", certificate("ended", 20)), 1),
        new Line("its certificate ends on ", () -> portal("ending", certificate("ending", 50)), 0),
        new Line("the audit trail was tampered with at entry ", CheckLinesTest::tampered, 1),
        new Line("left open: ", CheckLinesTest::unfinished, 0),
        new Line("cannot be used: ", CheckLinesTest::noStore, 1),
        new Line(
            "cannot be looked at: ",
            () -> company.config("away.yaml", "ldaps://127.0.0.1:1", "s6"),
            3));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isSaidWithItsMend(Line line) throws Exception {
    Company.Said said = company.run("-c", line.by().file().toString(), "check");
    assertThat(said.code()).as(said.all()).isEqualTo(line.code());
    List<String> out = said.out().lines().toList();
    int at = 0;
    while (at < out.size() && !out.get(at).contains(line.words())) {
      at++;
    }
    assertThat(at).as(said.all()).isLessThan(out.size() - 1);
    assertThat(out.get(at + 1)).startsWith("         ").isNotBlank();
  }

  @Test
  void adminsWithoutContactDataAreNamed() throws Exception {
    Path admins =
        edited(
            "admins.yaml",
            "s11",
            "\nmail: {",
            "\nrecovery: {admin-groups: {corp: [\"cn=it-admins,ou=groups,"
                + company.server().suffix()
                + "\"]}}\nmail: {");
    assertThat(company.run("-c", admins.toString(), "check").out())
        .contains("a group of recovery.admin-groups cannot be read: ")
        .contains("mend its DN in the config");
    company
        .server()
        .load(
            "dn: cn=it-admins,ou=groups,%s\nobjectClass: groupOfNames\ncn: it-admins\nmember: %s\n"
                .formatted(
                    company.server().suffix(), new Person(13, company.server().suffix()).dn()));
    assertThat(company.run("-c", admins.toString(), "check").out())
        .contains(
            "admins without both a recovery mail and a mobile: "
                + new Person(13, company.server().suffix()).uid())
        .contains("register them, or these admins are reset by another admin");
    Path off =
        edited(
            "admins-off.yaml",
            "s12",
            "\nmail: {",
            "\nrecovery: {admins: off, admin-groups: {corp: [\"cn=it-admins,ou=groups,"
                + company.server().suffix()
                + "\"]}}\nmail: {");
    assertThat(company.run("-c", off.toString(), "check").out()).doesNotContain("admins without");
  }

  @Test
  void whoCannotSignInToTheConsoleIsNamed() throws Exception {
    String suffix = company.server().suffix();
    Path roles =
        edited(
            "roles.yaml",
            "s17",
            "\nmail: {",
            """

            web: {listen: "127.0.0.1:0", tls: none}
            console:
              viewer: {group: "cn=gone,ou=groups,%1$s"}
              helpdesk: {group: "cn=nobody,ou=groups,%1$s"}
              admin: {group: "cn=bosses,ou=groups,%1$s"}
            mail: {"""
                .formatted(suffix));
    company
        .server()
        .load(
            "dn: cn=nobody,ou=groups,%1$s\nobjectClass: groupOfNames\ncn: nobody\nmember: %1$s\n\n"
                    .formatted(suffix)
                + "dn: cn=bosses,ou=groups,%s\nobjectClass: groupOfNames\ncn: bosses\nmember: %s\n"
                    .formatted(suffix, new Person(13, suffix).dn()));
    assertThat(company.run("-c", roles.toString(), "check").out())
        .contains("the group cn=gone,ou=groups," + suffix + " cannot be read")
        .contains("mend its DN in the config; until then nobody has its role")
        .contains("no account of this directory is in cn=nobody")
        .contains("put somebody into it, or leave console.helpdesk out")
        .contains("no code can go to these, who cannot sign in: " + new Person(13, suffix).uid())
        .contains("register a recovery mail or a mobile for them");
    Path alone = roles.resolveSibling("alone.yaml");
    Files.writeString(
        alone,
        Files.readString(roles)
            .replaceAll("(?m)^  (viewer|helpdesk): .*\\n", "")
            .replace("cn=bosses,", "cn=one,")
            .replace("console:\n", "console:\n  second-factor: off\n"));
    company
        .server()
        .load(
            "dn: cn=one,ou=groups,%s\nobjectClass: groupOfNames\ncn: one\nmember: %s\n"
                .formatted(suffix, new Person(16, suffix).dn()));
    assertThat(company.run("-c", alone.toString(), "check").out())
        .contains("there is one admin, and what is over the brake takes a second one")
        .contains("put another person into the group of console.admin");
  }

  private static Path ownAddresses(String name, String more) throws Exception {
    Path file =
        edited(name + ".yaml", name, "\nmail: {", "\nrecovery: {own-addresses: true}\nmail: {");
    return Files.writeString(
        file, Files.readString(file).replace(", mail: mail}", ", mail: mail" + more + "}"));
  }

  @Test
  void whoMayNotWriteDownAnAddressIsTold() throws Exception {
    Path fine = ownAddresses("s14", ", mobile: mobile");
    assertThat(company.run("-c", fine.toString(), "check").out())
        .doesNotContain("own addresses")
        .doesNotContain("own-addresses");
    Path unnamed = ownAddresses("s15", "");
    assertThat(company.run("-c", unnamed.toString(), "check").out())
        .contains("recovery.own-addresses has no effect: no attribute is named for any address")
        .contains("name accounts.recovery-mail or accounts.mobile in the config");
    Path clerk = ownAddresses("s16", ", mobile: mobile");
    String login = company.logins().get(0);
    Path password = company.file("clerk.pw", SampleCompany.password(login));
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        clerk,
        Files.readString(clerk)
            .replace(
                company.server().serviceAccountDn(),
                "uid=" + login + ",ou=people," + company.server().suffix())
            .replace("file: bind.pw", "file: clerk.pw"));
    assertThat(company.run("-c", clerk.toString(), "check").out())
        .contains("people cannot change their own addresses: the agent may not write mobile")
        .contains("give the agent the right to write it on accounts");
  }

  @Test
  void everyLineIsProvoked() {
    List<CheckSites.Site> sites =
        CheckSites.below("cli").stream().filter(s -> s.source().equals("CheckCommand")).toList();
    assertThat(sites)
        .hasSameSizeAs(lines())
        .allMatch(site -> lines().stream().anyMatch(l -> site.says(l.words())))
        .noneMatch(CheckSites.Site::choosesItsWords);
  }

  /** Change records go to ldapmodify as they stand, and a leading space would join two lines. */
  @Test
  void aMendForAToolIsPrintedToBePasted() throws Exception {
    Path lax = edited("lax.yaml", "s7", "mail: {", "mail: {");
    try (LDAPConnection root =
        new LDAPConnection(
            "127.0.0.1",
            company.server().port(),
            company.server().adminDn(),
            company.server().adminPassword())) {
      root.add(
          "dn: cn=checked,ou=policies," + company.server().suffix(),
          "objectClass: device",
          "objectClass: pwdPolicy",
          "cn: checked",
          "pwdAttribute: userPassword",
          "pwdMaxAge: 1728000",
          "pwdMustChange: TRUE",
          "pwdLockout: TRUE",
          "pwdAllowUserChange: FALSE");
    }
    assertThat(company.run("-c", lax.toString(), "check").out())
        .containsSubsequence(
            "\ndn: cn=checked,ou=policies,",
            "\nchangetype: modify\n",
            "\npwdAllowUserChange: TRUE\n");
  }

  private static Path edited(String name, String store, String from, String to) throws Exception {
    Path file = company.config(name, company.server().ldapsUrl(), store);
    return Files.writeString(file, Files.readString(file).replace(from, to));
  }

  private static Path portal(String name, Path store) throws Exception {
    for (Path secret : List.of(company.file("web.pw", "changeit"), store)) {
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }
    return edited(
        name + ".yaml",
        name,
        "\nmail: {",
        "\nweb: {listen: \"127.0.0.1:0\", tls: {keystore: "
            + store
            + ", password: {file: web.pw}}}\nmail: {");
  }

  /** Made 40 days ago. */
  private static Path certificate(String name, int days) throws Exception {
    Path store = company.path(name + ".p12");
    Certificates.keytool(
        "-genkeypair",
        List.of("-keystore", store.toString(), "-storepass", "changeit", "-alias", "web"),
        "-keyalg",
        "EC",
        "-dname",
        "CN=password.example.com",
        "-startdate",
        "-40d",
        "-validity",
        Integer.toString(days));
    return store;
  }

  private static Path noStore() throws Exception {
    company.file("s5", "a file");
    return edited("nostore.yaml", "s5", "mail: {", "mail: {");
  }

  private static Path tampered() throws Exception {
    Path config = edited("tampered.yaml", "s3", "mail: {", "mail: {");
    try (Ledger ledger = ledger("s3")) {
      ledger.audit().append("anna", "policy-set", "corp", "cn=default", Map.of());
      ledger.audit().append("anna", "policy-set", "corp", "cn=never", Map.of());
    }
    Path database;
    try (var files = Files.list(company.path("s3"))) {
      database = files.filter(f -> f.toString().endsWith(".db")).findFirst().orElseThrow();
    }
    try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = sqlite.createStatement()) {
      statement.executeUpdate("UPDATE audit SET subject = 'x' WHERE seq = 1");
    }
    return config;
  }

  private static Path unfinished() throws Exception {
    Path config = edited("unfinished.yaml", "s4", "mail: {", "mail: {");
    try (Ledger ledger = ledger("s4")) {
      ledger.holders().register(Holder.Kind.COMMAND);
      ledger
          .runs()
          .begin(
              new Run(
                  "run-1",
                  Optional.empty(),
                  Action.UNLOCK,
                  "corp",
                  company.server().ldapsUrl(),
                  "anna",
                  "",
                  "c".repeat(64),
                  new Run.Options(
                      false, "show", Optional.empty(), Optional.empty(), Optional.empty()),
                  0,
                  Run.State.OPEN,
                  Instant.now(),
                  Optional.empty(),
                  Optional.empty()),
              Collections.emptyIterator());
    }
    return config;
  }

  private static Ledger ledger(String store) {
    return Ledgers.open(new StoreSettings(company.path(store)), Clock.systemUTC());
  }
}
