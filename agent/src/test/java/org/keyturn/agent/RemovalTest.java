package org.keyturn.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.ConfigFile;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
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

/** Leaving and coming back against a directory that answers: the whole way, and from every step. */
final class RemovalTest {

  private static final String PASSWORD = "Present-passw0rd";

  private static final Reveal NOBODY = (item, password) -> {};

  /** What a removal and the way back may change: the password, what hangs on it, and stamps. */
  private static final Set<String> MAY_DIFFER =
      Set.of(
          "userpassword",
          "pwdchangedtime",
          "pwdhistory",
          "pwdreset",
          "modifytimestamp",
          "modifiersname",
          "entrycsn");

  @TempDir static Path folder;
  private static EmbeddedLdapServer server = unset();
  private static Agent agent = unset();
  private static LDAPConnection admin = unset();
  private static int people;

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before every test.
  private static <T> T unset() {
    return null;
  }

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedLdapServer.builder().users(1).start();
    Path secret = Files.writeString(folder.resolve("bind.pw"), server.serviceAccountPassword());
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path config =
        Files.writeString(
            folder.resolve("keyturn.yaml"),
            """
            directories:
              corp:
                url: %s
                trust: %s
                bind: {dn: "%s", password: {file: bind.pw}}
                accounts: {base: "ou=people,%s"}
                default-policy: "%s"
                archive: "ou=former,%s"
            removal: {clear: [description, jpegPhoto, pager]}
            store: {path: store}
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

  private static String at(String login, String unit) {
    return "uid=" + login + ",ou=" + unit + "," + server.suffix();
  }

  private static String group(String name) {
    return "cn=" + name + ",ou=groups," + server.suffix();
  }

  /** Somebody in two groups of their own beside others, with values that are easily spoiled. */
  private static String person() {
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

  private static Directory directory() {
    return agent.directory("corp");
  }

  private static Plan plan(Action action, String... logins) {
    List<AccountKey> keys =
        Arrays.stream(logins).map(l -> new AccountKey(AccountKey.Kind.LOGIN, l)).toList();
    return agent
        .planner(directory())
        .plan(
            new PlanRequest(
                Optional.empty(),
                action,
                new Selection(
                    keys, "test", Optional.empty(), List.of(), Optional.empty(), false, Set.of()),
                new Rule.Always(),
                PlanOptions.NONE,
                Optional.empty()));
  }

  private static RunResult carryOut(Plan plan) {
    try (plan) {
      return agent
          .runner(directory(), OptionalDouble.empty(), new Stop(), Progress.NONE)
          .carryOut(plan, new Brief("anna", Optional.empty(), ""), NOBODY);
    }
  }

  private static RunResult remove(String... logins) {
    return carryOut(plan(Action.REMOVE, logins));
  }

  private static RunResult undo(Run run) {
    return carryOut(agent.undo(directory()).plan(run, Optional.empty()));
  }

  private static Item item(RunResult result) {
    List<Item> items = new ArrayList<>();
    agent.ledger().runs().items(result.run().id(), items::add);
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  /** Everything but what may differ, values sorted. */
  private static Map<String, Set<String>> entry(String dn) throws LDAPException {
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

  private static void take(String dn, String login) throws LDAPException {
    admin.add(dn, new Attribute("objectClass", "account"), new Attribute("uid", login));
  }

  private static ResultCode signIn(String dn, String password) {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", server.port())) {
      return connection.bind(dn, password).getResultCode();
    } catch (LDAPException e) {
      return e.getResultCode();
    }
  }

  private static List<String> members(String group, String attribute) throws LDAPException {
    return List.of(admin.getEntry(group).getAttributeValues(attribute));
  }

  private static void assertGone(String login) throws LDAPException {
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

  private static void assertBack(String login, Map<String, Set<String>> before)
      throws LDAPException {
    String dn = at(login, "people");
    assertThat(entry(dn)).isEqualTo(before);
    assertThat(members(group(login + "-one"), "member")).contains(dn);
    assertThat(members(group(login + "-two"), "uniqueMember")).contains(dn);
    assertThat(signIn(dn, PASSWORD))
        .as("the old password")
        .isEqualTo(ResultCode.INVALID_CREDENTIALS);
    assertThat(admin.getEntry(dn, "pwdReset").getAttributeValue("pwdReset")).isEqualTo("TRUE");
  }

  private static void assertRemoved(RunResult result) {
    assertThat(result.tally().applied()).as(item(result).detail()).isEqualTo(1);
  }

  @Test
  void somebodyLeavesAndComesBackByteForByteButForThePassword() throws LDAPException {
    String login = person();
    Map<String, Set<String>> before = entry(at(login, "people"));
    RunResult removed = remove(login);
    assertRemoved(removed);
    assertGone(login);
    RunResult back = undo(removed.run());
    assertRemoved(back);
    assertBack(login, before);
    assertThat(undo(removed.run()).tally().reasons()).containsOnlyKeys("already-as-before");
    assertThatThrownBy(() -> undo(back.run())).hasMessageContaining("keyturn remove USER");
  }

  @Test
  void whoWasDisabledBeforeIsDisabledWhenTheyAreBack() throws LDAPException {
    String login = person();
    carryOut(plan(Action.DISABLE, login));
    RunResult removed = remove(login);
    assertRemoved(removed);
    assertRemoved(undo(removed.run()));
    assertThat(admin.getEntry(at(login, "people"), "+").getAttributeValue("pwdAccountLockedTime"))
        .isEqualTo("000001010000Z");
  }

  @Test
  void aTakenNameIsSaidBeforeAnythingIsDone() throws LDAPException {
    String login = person();
    Map<String, Set<String>> before = entry(at(login, "people"));
    take(at(login, "former"), login);
    RunResult refused = remove(login);
    assertThat(refused.tally().reasons()).containsOnlyKeys("name-taken");
    assertThat(entry(at(login, "people"))).isEqualTo(before);
    assertThat(signIn(at(login, "people"), PASSWORD)).isEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void whoCannotComeBackWholeStaysWithTheReason() throws LDAPException {
    String login = person();
    RunResult removed = remove(login);
    take(at(login, "people"), login);
    RunResult taken = undo(removed.run());
    assertThat(item(taken).reason()).isEqualTo("not-undoable");
    assertThat(item(taken).detail()).startsWith("the name is taken: uid=" + login);
    admin.delete(at(login, "people"));
    admin.delete(group(login + "-two"));
    RunResult gone = undo(removed.run());
    assertThat(item(gone).detail())
        .contains("the group cn=" + login + "-two")
        .contains("not exist");
    assertThat(admin.getEntry(at(login, "former"))).isNotNull();
  }

  @Test
  void theLastMemberOfAGroupLeavesAllTheSameAndItIsSaid() throws LDAPException {
    String login = person();
    admin.modify(
        group(login + "-one"),
        new Modification(ModificationType.DELETE, "member", server.adminDn()));
    RunResult removed = remove(login);
    assertThat(removed.tally().reasons()).containsOnlyKeys("last-member");
    assertThat(item(removed).detail()).contains(group(login + "-one"));
    assertThat(admin.getEntry(at(login, "former"))).isNotNull();
    assertRemoved(undo(removed.run()));
    assertThat(admin.getEntry(at(login, "people"))).isNotNull();
  }

  @Test
  void aSecondRemovalOfSomebodyHalfRemovedKnowsAllOfThem() throws LDAPException {
    String login = person();
    Map<String, Set<String>> before = entry(at(login, "people"));
    Run half = killedAt(login, 9, false);
    agent
        .runner(directory(), OptionalDouble.empty(), new Stop(), Progress.NONE)
        .giveUp(half, "enough", NOBODY);
    assertThat(agent.ledger().runs().counts(half.id()))
        .containsExactly(new Runs.Count(Item.State.FAILED, "given-up", 1));
    RunResult whole = remove(login);
    assertRemoved(whole);
    assertGone(login);
    assertRemoved(undo(whole.run()));
    assertBack(login, before);
  }

  @Test
  void whoIsHalfRemovedAndGivenUpComesBack() throws LDAPException {
    String login = person();
    Map<String, Set<String>> before = entry(at(login, "people"));
    Run half = killedAt(login, 8, true);
    agent
        .runner(directory(), OptionalDouble.empty(), new Stop(), Progress.NONE)
        .giveUp(half, "enough", NOBODY);
    assertRemoved(undo(agent.ledger().runs().find(half.id()).orElseThrow()));
    assertBack(login, before);
  }

  /** The ledger's entries are the intent and the outcome of each step in turn, after the first. */
  private static boolean isIntent(int entry) {
    return entry % 2 == 0;
  }

  /** Killed between intent and write, and between write and outcome; and resumed. */
  @Test
  void aRemovalIsResumedFromEveryStep() throws LDAPException {
    int kills = 0;
    while (true) {
      String login = person();
      Map<String, Set<String>> before = entry(at(login, "people"));
      Run run = killedAt(login, kills + 1, isIntent(kills + 1));
      if (run.state() == Run.State.DONE) {
        break;
      }
      kills++;
      RunResult resumed = resume(run);
      assertRemoved(resumed);
      assertGone(login);
      if (kills % 4 == 0) {
        assertRemoved(undo(resumed.run()));
        assertBack(login, before);
      }
    }
    assertThat(kills).isEqualTo(1 + 2 * 7 + 1);
  }

  @Test
  void theWayBackIsResumedAsWell() throws LDAPException {
    for (int kill : new int[] {2, 5, 8, 13}) {
      String login = person();
      Map<String, Set<String>> before = entry(at(login, "people"));
      Run removed = remove(login).run();
      Run run = killed(agent.undo(directory()).plan(removed, Optional.empty()), kill, kill > 6);
      assertThat(run.state()).isEqualTo(Run.State.OPEN);
      assertRemoved(resume(run));
      assertBack(login, before);
    }
  }

  private static RunResult resume(Run run) {
    return agent
        .runner(directory(), OptionalDouble.empty(), new Stop(), Progress.NONE)
        .resume(run, Optional.empty(), NOBODY);
  }

  /** A removal whose process ends at an entry in the ledger, before it or after it. */
  private static Run killedAt(String login, int entry, boolean after) {
    return killed(plan(Action.REMOVE, login), entry, after);
  }

  private static Run killed(Plan plan, int entry, boolean after) {
    Carrier.Source mortal =
        (there, run, ownership) ->
            new Removing(
                there,
                new MortalRemovals(agent.ledger().removals(), entry, after),
                agent.config().removal(),
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

  @Test
  void whoIsRemovedIsOnRecordUntilTheyAreBack() {
    String login = person();
    RunResult removed = remove(login);
    List<String> gone = new ArrayList<>();
    agent.ledger().removals().removed("corp", r -> gone.add(r.login()));
    assertThat(gone).contains(login);
    undo(removed.run());
    Removals removals = agent.ledger().removals();
    assertThat(removals.find("corp", item(removed).id()).map(Removal::state))
        .contains(Removal.State.RESTORED);
  }
}
