package org.keyturn.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.ConfigFile;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.lifecycle.Removing;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.run.Brief;
import org.keyturn.agent.run.Carrier;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.Reveal;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.Stop;
import org.keyturn.embedded.EmbeddedLdapServer;

/** People who leave and come back, against a directory that answers. */
abstract class Leavers {

  static final String PASSWORD = "Present-passw0rd";

  static final Reveal NOBODY = (item, password) -> {};

  /** What a removal and the way back may change: the password, what hangs on it, and stamps. */
  static final Set<String> MAY_DIFFER =
      Set.of(
          "userpassword",
          "pwdchangedtime",
          "pwdhistory",
          "pwdreset",
          "modifytimestamp",
          "modifiersname",
          "entrycsn");

  @TempDir static Path folder;
  static EmbeddedLdapServer server = unset();
  static Agent agent = unset();
  static LDAPConnection admin = unset();
  static int people;

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before every test.
  private static <T> T unset() {
    return null;
  }

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedLdapServer.builder().users(1).start();
    Path secret = Files.writeString(folder.resolve("bind.pw"), server.serviceAccountPassword());
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path passphrase = Files.writeString(folder.resolve("sheet.pw"), "sealed for the tests");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    Path config =
        Files.writeString(
            folder.resolve("keyturn.yaml"),
            """
            directories:
              corp:
                url: %s
                trust: %s
                bind: {dn: "%s", password: {file: bind.pw}}
                accounts: {base: "ou=people,%s", recovery-mail: mail}
                default-policy: "%s"
                archive: "ou=former,%s"
            removal: {clear: [description, jpegPhoto, pager, manager]}
            store: {path: store}
            mail: {folder: mail, from: it@example.com}
            sheets: {passphrase: {file: sheet.pw}}
            """
                .formatted(
                    server.ldapsUrl(),
                    server.caPem(),
                    server.serviceAccountDn(),
                    server.suffix(),
                    server.defaultPolicyDn(),
                    server.suffix()));
    agent = new Agent(ConfigFile.load(config), Clock.systemUTC(), Holder.Kind.COMMAND);
    admin =
        new LDAPConnection("127.0.0.1", server.port(), server.adminDn(), server.adminPassword());
  }

  @AfterAll
  static void stop() {
    admin.close();
    agent.close();
    server.close();
  }

  static String at(String login, String unit) {
    return "uid=" + login + ",ou=" + unit + "," + server.suffix();
  }

  static String group(String name) {
    return "cn=" + name + ",ou=groups," + server.suffix();
  }

  /** Somebody in two groups of their own beside others, with values that are easily spoiled. */
  static String person() {
    String login = "leaver" + ++people;
    String dn = at(login, "people");
    server.load(
        """
        dn: %s
        objectClass: inetOrgPerson
        uid: %s
        cn: Lea Ver
        sn: Ver
        mail: %s@example.com
        description:: %s
        description: second
        jpegPhoto:: /9j/4AAQSkZJRgAB
        userPassword: %s

        dn: %s
        objectClass: groupOfNames
        cn: %s-one
        member: %s
        member: %s

        dn: %s
        objectClass: groupOfUniqueNames
        cn: %s-two
        uniqueMember: %s
        uniqueMember: %s
        """
            .formatted(
                dn,
                login,
                login,
                Base64.getEncoder().encodeToString("  blanks, and more ".getBytes(UTF_8)),
                PASSWORD,
                group(login + "-one"),
                login,
                dn,
                server.adminDn(),
                group(login + "-two"),
                login,
                dn,
                server.adminDn()));
    return login;
  }

  static Directory directory() {
    return agent.directory("corp");
  }

  static Plan plan(Action action, String... logins) {
    return plan(action, PlanOptions.NONE, AccountKey.Kind.LOGIN, logins);
  }

  static Plan plan(Action action, PlanOptions options, AccountKey.Kind kind, String... names) {
    List<AccountKey> keys = Arrays.stream(names).map(n -> new AccountKey(kind, n)).toList();
    return agent.plan(
        directory(),
        new PlanRequest(
            Optional.empty(),
            action,
            new Selection(
                keys, "test", Optional.empty(), List.of(), Optional.empty(), false, Set.of()),
            new Rule.Always(),
            options,
            Optional.empty()));
  }

  static RunResult carryOut(Plan plan) {
    try (plan) {
      return agent
          .runner(directory(), OptionalDouble.empty(), new Stop(), Progress.NONE)
          .carryOut(plan, new Brief("anna", Optional.empty(), ""), NOBODY);
    }
  }

  static RunResult remove(String... logins) {
    return carryOut(plan(Action.REMOVE, logins));
  }

  static RunResult undo(Run run) {
    return carryOut(agent.undo(directory()).plan(run, Optional.empty()));
  }

  static Item item(RunResult result) {
    List<Item> items = new ArrayList<>();
    agent.ledger().runs().items(result.run().id(), items::add);
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  /** Everything but what may differ, values sorted. */
  static Map<String, Set<String>> entry(String dn) throws LDAPException {
    Map<String, Set<String>> all = new TreeMap<>();
    SearchResultEntry found = admin.getEntry(dn, "*", "+");
    assertThat(found).as(dn).isNotNull();
    for (Attribute a : found.getAttributes()) {
      String name = a.getName().toLowerCase(Locale.ROOT);
      if (!MAY_DIFFER.contains(name)) {
        all.put(
            name,
            Arrays.stream(a.getValueByteArrays())
                .map(Base64.getEncoder()::encodeToString)
                .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
    return all;
  }

  static void take(String dn, String login) throws LDAPException {
    admin.add(dn, new Attribute("objectClass", "account"), new Attribute("uid", login));
  }

  static ResultCode signIn(String dn, String password) {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", server.port())) {
      return connection.bind(dn, password).getResultCode();
    } catch (LDAPException e) {
      return e.getResultCode();
    }
  }

  static List<String> members(String group, String attribute) throws LDAPException {
    return List.of(admin.getEntry(group).getAttributeValues(attribute));
  }

  static void assertGone(String login) throws LDAPException {
    assertThat(admin.getEntry(at(login, "people"))).isNull();
    SearchResultEntry former = admin.getEntry(at(login, "former"), "*", "+");
    assertThat(former.hasAttribute("description")).isFalse();
    assertThat(former.hasAttribute("jpegPhoto")).isFalse();
    assertThat(former.getAttributeValue("mail")).isEqualTo(login + "@example.com");
    assertThat(former.getAttributeValue("pwdAccountLockedTime")).isEqualTo("000001010000Z");
    assertThat(signIn(at(login, "former"), PASSWORD)).isNotEqualTo(ResultCode.SUCCESS);
    assertThat(members(group(login + "-one"), "member")).containsExactly(server.adminDn());
    assertThat(members(group(login + "-two"), "uniqueMember")).containsExactly(server.adminDn());
  }

  static void assertBack(String login, Map<String, Set<String>> before) throws LDAPException {
    String dn = at(login, "people");
    assertThat(entry(dn)).isEqualTo(before);
    assertThat(members(group(login + "-one"), "member")).contains(dn);
    assertThat(members(group(login + "-two"), "uniqueMember")).contains(dn);
    assertThat(signIn(dn, PASSWORD))
        .as("the old password")
        .isEqualTo(ResultCode.INVALID_CREDENTIALS);
    assertThat(admin.getEntry(dn, "pwdReset").getAttributeValue("pwdReset")).isEqualTo("TRUE");
  }

  static void assertRemoved(RunResult result) {
    assertThat(result.tally().applied()).as(item(result).detail()).isEqualTo(1);
  }

  static void giveUp(Run half) {
    agent
        .runner(directory(), OptionalDouble.empty(), new Stop(), Progress.NONE)
        .giveUp(half, "enough", NOBODY);
  }

  static RunResult resume(Run run) {
    return agent
        .runner(directory(), OptionalDouble.empty(), new Stop(), Progress.NONE)
        .resume(run, Optional.empty(), NOBODY);
  }

  /** A removal whose process ends at an entry in the ledger, before it or after it. */
  static Run killedAt(String login, int entry, boolean after) {
    return killed(plan(Action.REMOVE, login), entry, after);
  }

  static Run killed(Plan plan, int entry, boolean after) {
    Carrier.Source mortal =
        (there, run, ownership) ->
            new Removing(
                there,
                new MortalRemovals(agent.ledger().removals(), entry, after),
                agent.config().removal(),
                agent.keepsakes(),
                run,
                ownership);
    try (plan) {
      RunResult whole =
          agent
              .runner(directory(), OptionalDouble.empty(), new Stop(), Progress.NONE, mortal)
              .carryOut(plan, new Brief("anna", Optional.empty(), ""), NOBODY);
      return whole.run();
    } catch (IllegalStateException e) {
      assertThat(e).hasRootCauseMessage("killed");
      return agent.ledger().runs().list(1).get(0);
    }
  }
}
