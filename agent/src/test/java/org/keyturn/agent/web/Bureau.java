package org.keyturn.agent.web;

import static org.keyturn.agent.web.Raw.field;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.Agent;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.config.ConfigException;
import org.keyturn.agent.config.ConfigFile;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.faults.Detour;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.Tally;
import org.keyturn.embedded.EmbeddedLdapServer;

/**
 * The whole agent with its console before a real directory. Operators: {@code vera} looks, {@code
 * henk} and {@code hilda} help below {@code ou=people}, {@code anna} and {@code adam} do
 * everything.
 */
public final class Bureau implements AutoCloseable {

  public static final String PASSWORD = "Correct-Horse-1-battery";

  /** As many as are done without a second person. */
  public static final int MOST = 200;

  /** As many as are deleted for good without a second person. */
  public static final int MOST_PURGED = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Path folder;
  final Moved clock = new Moved();
  final EmbeddedLdapServer server = EmbeddedLdapServer.builder().start();
  private final Detour line = new Detour(server.ldapsPort());
  private final Path config;
  private Agent agent;
  private WebServer web;

  /** The time, and some more. */
  static final class Moved extends Clock {
    private volatile Duration by = Duration.ZERO;

    void on(Duration more) {
      by = by.plus(more);
    }

    void back() {
      by = Duration.ZERO;
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  public Bureau(Path folder) throws IOException {
    this(folder, plain -> plain);
  }

  /**
   * @param configured what the config becomes
   */
  Bureau(Path folder, UnaryOperator<String> configured) throws IOException {
    this.folder = folder;
    StringBuilder ldif = new StringBuilder();
    for (String login : List.of("vera", "henk", "hilda", "anna", "adam")) {
      ldif.append(person(login, "people"));
    }
    server.load(ldif.toString());
    server.load(
        "dn: ou=roles," + server.suffix() + "\nobjectClass: organizationalUnit\nou: roles\n");
    group("viewers", "vera");
    group("helpdesk", "henk", "hilda");
    group("admins", "anna", "adam");
    secret("bind.pw", server.serviceAccountPassword());
    secret("sheet.pw", "sealed for the tests");
    config =
        Files.writeString(
            folder.resolve("keyturn.yaml"),
            configured.apply(
                """
            directories:
              corp:
                url: %s
                trust: %s
                bind: {dn: "%s", password: {file: bind.pw}}
                accounts: {base: "ou=people,%s", recovery-mail: mail}
                default-policy: "%s"
                archive: "ou=former,%s"
            brake: {max: %d, max-percent: 100}
            jobs:
              crowd:
                directory: corp
                schedule: "0 30 2 ? * MON-FRI"
                select: {filter: "(uid=pair*)"}
                when: always
                do: force-change
                brake: {max: 1, max-percent: 100}
            removal: {purge-after: 1s, purge-brake: {max: %d, max-percent: 100}}
            store: {path: store}
            mail: {folder: mail, from: it@example.com}
            sheets: {passphrase: {file: sheet.pw}}
            web: {listen: "127.0.0.1:0", tls: none}
            console:
              viewer: {group: "%s"}
              helpdesk: {group: "%s"}
              admin: {group: "%s"}
              second-factor: off
            """
                    .formatted(
                        server.ldapsUrl().replace(":" + server.ldapsPort(), ":" + line.port()),
                        server.caPem(),
                        server.serviceAccountDn(),
                        server.suffix(),
                        server.defaultPolicyDn(),
                        server.suffix(),
                        MOST,
                        MOST_PURGED,
                        groupDn("viewers"),
                        groupDn("helpdesk"),
                        groupDn("admins"))));
    agent = newAgent();
    web = newWeb();
  }

  private void secret(String name, String text) throws IOException {
    Files.setPosixFilePermissions(
        Files.writeString(folder.resolve(name), text),
        PosixFilePermissions.fromString("rw-------"));
  }

  private Agent newAgent() {
    try {
      return new Agent(ConfigFile.load(config), clock, Holder.Kind.DAEMON);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  private WebServer newWeb() {
    WebServer opened =
        agent
            .web(
                error -> {
                  throw error;
                },
                () -> {})
            .orElseThrow();
    opened.start();
    return opened;
  }

  /** Another process takes over where this one ended. */
  public void restart() {
    end();
    agent = newAgent();
    web = newWeb();
  }

  private void end() {
    web.close();
    agent.endActs();
    agent.close();
  }

  /** It is later from now on, but for the directory. */
  public void later(Duration by) {
    clock.on(by);
  }

  /** It is as late as it is. */
  public void now() {
    clock.back();
  }

  /** How long the directory is on its way to the agent and back, half each. */
  public void slow(Duration by) {
    line.slow(by);
  }

  /** As people type it. */
  public String address() {
    return web.address();
  }

  Agent agent() {
    return agent;
  }

  Raw browser() {
    return new Raw(web.port());
  }

  Routes routes() {
    return web.routes();
  }

  public String dn(String login) {
    return "uid=" + login + ",ou=people," + server.suffix();
  }

  /** To change what no page does; the caller's to close. */
  LDAPConnection admin() throws LDAPException {
    return new LDAPConnection("127.0.0.1", server.port(), server.adminDn(), server.adminPassword());
  }

  private String person(String login, String unit) {
    return """
    dn: uid=%s,ou=%s,%s
    objectClass: inetOrgPerson
    uid: %s
    cn: %s of Contoso
    sn: Contoso
    mail: %s@example.com
    userPassword: %s

    """
        .formatted(login, unit, server.suffix(), login, login, login, PASSWORD);
  }

  /** One who is there from now on; their id. */
  public String person(String login) {
    server.load(person(login, "people"));
    return id(login);
  }

  public void crowd(String prefix, int people) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < people; i++) {
      all.append(person(prefix + i, "people"));
    }
    server.load(all.toString());
  }

  String groupDn(String name) {
    return "cn=" + name + ",ou=roles," + server.suffix();
  }

  /** A group of people who are there. */
  public void group(String name, String... logins) {
    StringBuilder ldif =
        new StringBuilder("dn: " + groupDn(name) + "\nobjectClass: groupOfNames\ncn: " + name);
    for (String login : logins) {
      ldif.append("\nmember: uid=" + login + ",ou=people," + server.suffix());
    }
    server.load(ldif + "\n");
  }

  public Account account(String login) {
    Lookup found =
        agent
            .directory("corp")
            .lookup(List.of(new AccountKey(AccountKey.Kind.LOGIN, login)))
            .get(0);
    return ((Lookup.Found) found).account();
  }

  public String id(String login) {
    return account(login).id().value();
  }

  public boolean mustChange(String login) {
    return account(login).state().mustChange();
  }

  Raw signedIn(String login) {
    Raw raw = new Raw(web.port());
    Raw.Got got = Office.signIn(raw, login, PASSWORD);
    if (!got.location().equals("/admin")) {
      throw new IllegalStateException(login + " was not let in: " + got.body());
    }
    raw.get("/admin/approvals");
    return raw;
  }

  /** The plan that somebody makes of an act on some people; its id. */
  static String plan(Raw raw, String act, String... ids) {
    List<String> fields = new ArrayList<>(List.of(field("directory", "corp"), field("act", act)));
    for (int i = 0; i < ids.length; i++) {
      fields.add(field("pick-" + i, ids[i]));
    }
    return named(raw.post("/admin/plan", fields.toArray(String[]::new)));
  }

  /** The plan that an answer leads to. */
  static String named(Raw.Got got) {
    Matcher plan = Pattern.compile("/admin/plan\\?plan=([a-z0-9-]+)").matcher(got.location());
    if (!plan.matches()) {
      throw new IllegalStateException(got.status() + " " + got.location() + "\n" + got.body());
    }
    return plan.group(1);
  }

  /** Looks at it, and confirms what was looked at. */
  Raw.Got confirm(Raw raw, String plan, String... more) {
    raw.get("/admin/plan?plan=" + plan);
    List<String> fields =
        new ArrayList<>(
            List.of(
                field("plan", plan),
                field("checksum", pending(plan).checksum()),
                field("reason", "for the test")));
    fields.addAll(List.of(more));
    return raw.post("/admin/plan/confirm", fields.toArray(String[]::new));
  }

  public PendingPlan pending(String plan) {
    return agent.ledger().pendingPlans().find(plan).orElseThrow();
  }

  Raw.Got run(Raw raw, String run) {
    return raw.get("/admin/run?run=" + run);
  }

  /** Until the page of a run says so. */
  Raw.Got await(Raw raw, String run, String said) {
    Raw.Got[] last = new Raw.Got[1];
    await(
        () -> {
          last[0] = run(raw, run);
          return last[0].body().contains(said);
        },
        () -> run + " never says " + said + ": " + last[0].body());
    return last[0];
  }

  static void await(BooleanSupplier so, Supplier<String> otherwise) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!so.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException(otherwise.get());
      }
      Thread.onSpinWait();
    }
  }

  /** Until a run has written something. */
  public void awaitApplied(String run) {
    await(() -> tally(run).applied() > 0, () -> run + " writes nothing");
  }

  public Tally tally(String run) {
    return Tally.of(agent.ledger().runs().counts(run));
  }

  /** By login, how often the audit trail says that a run wrote it. */
  public Map<String, Integer> applied(String run) {
    Map<String, Integer> applied = new TreeMap<>();
    agent
        .ledger()
        .audit()
        .entries(
            Instant.EPOCH,
            e -> {
              if (e.run().filter(run::equals).isPresent() && e.event().equals("account-applied")) {
                applied.merge(e.subject(), 1, Integer::sum);
              }
            });
    return applied;
  }

  /** What the audit trail says of a plan and its run as a whole. */
  List<String> trail(String run) {
    List<String> trail = new ArrayList<>();
    agent
        .ledger()
        .audit()
        .entries(
            Instant.EPOCH,
            e -> {
              if (e.run().filter(run::equals).isPresent() && !e.event().startsWith("account-")) {
                trail.add(e.actor() + " " + e.event());
              }
            });
    return trail;
  }

  List<Path> mails() {
    try (var files = Files.list(folder.resolve("mail"))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    end();
    line.close();
    server.close();
  }
}
