package org.keyturn.agent.recovery;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.keyturn.agent.TurnedClock;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.TypedSecret;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directories;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectorySettings;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.notify.Messages;
import org.keyturn.agent.password.Codes;
import org.keyturn.agent.password.PasswordContext;
import org.keyturn.agent.password.PasswordGenerator;
import org.keyturn.agent.password.PasswordJudge;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.password.Sealer;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Planner;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.run.Brief;
import org.keyturn.agent.run.Claim;
import org.keyturn.agent.run.LiveLimits;
import org.keyturn.agent.run.OwnReset;
import org.keyturn.agent.run.Passwords;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.RunSettings;
import org.keyturn.agent.run.Runner;
import org.keyturn.agent.run.Stop;
import org.keyturn.embedded.EmbeddedLdapServer;
import org.keyturn.embedded.sample.Person;
import org.keyturn.embedded.sample.Situation;

/** Everything under the portal: the sample company in ApacheDS, a real ledger, a clock to turn. */
public final class Scene implements AutoCloseable {

  public static final int BREAK_GLASS = 20;
  public static final int ADMIN = 21;
  private static final String ADMINS = "cn=it-admins,ou=groups,";

  /** Hashes of what two browsers keep in their cookies. */
  static final String BROWSER = "b0".repeat(32);

  static final String OTHER_BROWSER = "b1".repeat(32);

  public final EmbeddedLdapServer server;
  final Directory directory;
  public final TurnedClock clock = new TurnedClock(Instant.now());
  public final Codes codes;
  private final Sealer sealer;
  private final PasswordGenerator generator = new PasswordGenerator(PasswordSettings.DEFAULT);
  private final AtomicReference<Ledger> ledger = new AtomicReference<>();
  private final Path store;
  private final Path plans;

  public Scene(Path folder) {
    this.store = folder.resolve("store");
    this.plans = folder;
    this.server = EmbeddedLdapServer.builder().users(60).start();
    server.load(
        """
        dn: %s%s
        objectClass: groupOfNames
        cn: it-admins
        member: %s
        """
            .formatted(ADMINS, server.suffix(), person(ADMIN).dn()));
    this.directory = Directories.open(settings());
    this.codes = new Codes(store);
    this.sealer = new Sealer(store);
    restart();
  }

  private DirectorySettings settings() {
    return new DirectorySettings(
        "corp",
        List.of(URI.create(server.ldapsUrl())),
        Optional.of(server.caPem()),
        server.serviceAccountDn(),
        new TypedSecret(server.serviceAccountPassword()),
        DirectorySettings.Tls.LDAPS,
        Optional.empty(),
        new DirectorySettings.Accounts(
            "ou=people," + server.suffix(),
            "(objectClass=inetOrgPerson)",
            "uid",
            "mail",
            Optional.of("recoveryMail"),
            Optional.of("mobile")),
        List.of(person(BREAK_GLASS).dn()),
        List.of(),
        Optional.of(server.defaultPolicyDn()),
        Optional.empty(),
        Optional.empty(),
        16,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }

  /** Another process on the same store. */
  void restart() {
    Ledger before = ledger.get();
    if (before != null) {
      before.close();
    }
    Ledger opened = Ledgers.open(new StoreSettings(store), clock);
    opened.holders().register(Holder.Kind.COMMAND);
    ledger.set(opened);
  }

  public Ledger ledger() {
    return Objects.requireNonNull(ledger.get());
  }

  /** By mail alone. */
  public Recovery recovery() {
    return recovery(RecoverySettings.Admins.TWO_CHANNELS, Set.of(ProofChannel.RECOVERY_MAIL));
  }

  public Recovery recovery(RecoverySettings.Admins admins, Set<ProofChannel> open) {
    return recovery(directory, admins, open, new EvenTime(Duration.ofMillis(1), () -> 0, n -> {}));
  }

  Recovery recovery(
      Directory seen, RecoverySettings.Admins admins, Set<ProofChannel> open, EvenTime time) {
    return new Recovery(
        new People(
            new OneDirectory(seen),
            d -> new OwnReset(d, ledger(), new Sealed(), clock),
            new RecoverySettings(
                admins,
                Map.of("corp", List.of(ADMINS + server.suffix())),
                false,
                Duration.ofDays(3)),
            open,
            Optional.empty(),
            clock),
        new Recovery.Desk(
            ledger().tickets(),
            ledger().outbox(),
            codes,
            new PasswordJudge(PasswordSettings.DEFAULT),
            () -> {}),
        time,
        clock);
  }

  /** As the agent has them. */
  private final class Sealed implements Passwords {
    @Override
    public Secret next(Account account) {
      return generator.generate(PasswordContext.of(account));
    }

    @Override
    public Claim claim() {
      Instant now = clock.instant();
      return new Claim(
          UUID.randomUUID().toString().replace("-", ""), now, now.plus(Duration.ofDays(3)));
    }

    @Override
    public Set<Channel> ways() {
      return Set.of(Channel.MAIL, Channel.SMS);
    }

    @Override
    public byte[] seal(Secret password, String run, AccountId account) {
      return sealer.seal(password, run, account.value());
    }

    @Override
    public Secret open(byte[] sealed, String run, AccountId account) {
      return sealer.open(sealed, run, account.value());
    }
  }

  public Person person(int number) {
    return new Person(number, server.suffix());
  }

  /** The first one of whom that is so, beyond those that have parts of their own here. */
  public Person person(Situation situation) {
    for (int i = 1; i < 60; i++) {
      if (i != BREAK_GLASS && i != ADMIN && person(i).situation() == situation) {
        return person(i);
      }
    }
    throw new IllegalArgumentException("nobody is " + situation);
  }

  public Account account(Person person) {
    return ((Lookup.Found)
            directory.lookup(List.of(new AccountKey(AccountKey.Kind.LOGIN, person.uid()))).get(0))
        .account();
  }

  public boolean signsIn(Person person, String password) {
    try (Secret secret = Secret.of(password)) {
      return directory.signIn(person.dn(), secret).kind() == SignInResult.Kind.OK;
    }
  }

  public List<Message> mails(String kind) {
    return ledger().outbox().list(Optional.empty(), 1000).stream()
        .filter(m -> m.content().kind().equals(kind))
        .toList();
  }

  /** The newest code that was mailed. */
  public String mailedCode() {
    Message newest = mails("recovery-code").get(0);
    try (Secret code =
        codes.code(Messages.ticket(newest.content()), Messages.number(newest.content()))) {
      return code.withChars(String::new);
    }
  }

  /** As far as a right code brings somebody. */
  Ticket proved(Recovery recovery, Person person) {
    Ticket ticket = recovery.begin(person.uid(), BROWSER);
    Ticket unused = recovery.send(ticket.id(), BROWSER, ProofChannel.RECOVERY_MAIL).orElseThrow();
    Recovery.Entered entered = recovery.enter(ticket.id(), BROWSER, mailedCode());
    return ((Recovery.Entered.Right) entered).ticket();
  }

  Chosen choose(Recovery recovery, Ticket ticket, String password) {
    try (Secret secret = Secret.of(password)) {
      return recovery.choose(ticket.id(), BROWSER, secret);
    }
  }

  void modify(Person person, String attribute, String value) {
    try (LDAPConnection admin = new LDAPConnection("127.0.0.1", server.port())) {
      admin.bind(server.adminDn(), server.adminPassword());
      admin.modify(person.dn(), new Modification(ModificationType.REPLACE, attribute, value));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of an agent that hears no answer to what it writes. */
  Recovery deaf() {
    Directory deaf =
        (Directory)
            Proxy.newProxyInstance(
                Directory.class.getClassLoader(),
                new Class<?>[] {Directory.class},
                (self, method, arguments) -> {
                  Object answer = method.invoke(directory, arguments);
                  return answer instanceof WriteResult ? new WriteResult.Unknown("lost") : answer;
                });
    return recovery(
        deaf,
        RecoverySettings.Admins.TWO_CHANNELS,
        Set.of(ProofChannel.RECOVERY_MAIL),
        new EvenTime(Duration.ofMillis(1), () -> 0, n -> {}));
  }

  /** What the daemon does a minute later. */
  RunResult settle(Run run) {
    return runner().resume(run, Optional.empty(), (item, password) -> {});
  }

  private Runner runner() {
    return new Runner(
        directory,
        ledger(),
        new Sealed(),
        RunSettings.with(1, OptionalDouble.empty(), LiveLimits.DEFAULT),
        clock,
        new Stop(),
        Progress.NONE);
  }

  /** {@code keyturn reset LOGIN --deliver HOW}. */
  public RunResult reset(Person person, String deliver) {
    Selection one =
        new Selection(
            List.of(new AccountKey(AccountKey.Kind.LOGIN, person.uid())),
            "command line",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false,
            Set.of());
    PlanRequest request =
        new PlanRequest(
            Optional.empty(),
            Action.RESET,
            one,
            new Rule.Always(),
            PlanOptions.reset(true, deliver, Optional.empty()),
            Optional.empty());
    try (Plan plan = new Planner(directory, clock, plans).plan(request)) {
      return runner()
          .carryOut(plan, new Brief("anna", Optional.empty(), "lost"), (item, password) -> {});
    }
  }

  @Override
  public void close() {
    ledger().close();
    directory.close();
    server.close();
  }
}
