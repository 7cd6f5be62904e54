package org.keyturn.agent.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Batch;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.DirectoryInfo;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Placement;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.Reversal;
import org.keyturn.agent.directory.Scope;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * The {@link Directory} port in memory: guards a write with the version that was read, tells who
 * wrote what, and answers as a test scripts it. Thread-safe.
 */
final class FakeDirectory implements Directory {

  /** What happens to one write in place of what should. */
  enum Fault {
    /** It is written, and the answer is lost. */
    WRITTEN_UNANSWERED,
    /** It is lost on its way. */
    LOST,
    /** It is written after the next look at the entry, and the answer is lost. */
    LATE,
    BUSY,
    AGENT_REFUSED,
    PASSWORD_REFUSED,
    REJECTED,
    /** A defect, not an answer. */
    DEFECT
  }

  private static final String AGENT = "cn=keyturn,ou=services,dc=example,dc=com";
  private static final PasswordPolicy POLICY =
      new PasswordPolicy(
          "cn=default,ou=policies,dc=example,dc=com",
          "default",
          Optional.of(Duration.ofDays(90)),
          Duration.ZERO,
          true,
          8,
          3,
          0,
          true,
          Duration.ZERO);

  /** One entry. */
  private static final class Person {
    final AccountId id;
    final String login;
    String rdn;
    String password = "as it was";
    String modifier = "cn=admin";
    boolean mustChange;
    Instant ends = Instant.parse("2026-04-01T00:00:00Z");
    int version = 1;
    Optional<String> recoveryMail;
    Optional<String> mail;
    Optional<AccountId> manager = Optional.empty();
    final Deque<Fault> faults = new ArrayDeque<>();
    @Nullable Runnable late;

    Person(String login) {
      this.id = new AccountId("id-" + login);
      this.login = login;
      this.rdn = login;
      this.mail = Optional.of(login + "@example.com");
      this.recoveryMail = Optional.of(login + "@home.example");
    }

    String dn() {
      return "uid=" + rdn + ",ou=people,dc=example,dc=com";
    }

    EntryVersion now() {
      return EntryVersion.of(Map.of("entryCSN", Integer.toString(version)));
    }
  }

  private final Map<AccountId, Person> people = new LinkedHashMap<>();
  private final Set<NormalDn> untouchable = new HashSet<>();
  private final Map<String, List<String>> arrived = new LinkedHashMap<>();
  private Consumer<Write> beforeWrite = write -> {};
  private Optional<DirectoryException> reading = Optional.empty();
  private Optional<SignInResult.Kind> signInAnswer = Optional.empty();
  private int signIns;
  private boolean clueless;
  private int cluelessLooks;
  private Runnable afterLook = () -> {};
  private int asked;

  FakeDirectory(int accounts) {
    for (int i = 0; i < accounts; i++) {
      Person person = new Person("u" + i);
      people.put(person.id, person);
    }
  }

  // --- what a test does to it

  synchronized void script(String login, Fault... faults) {
    person(login).faults.addAll(List.of(faults));
  }

  void scriptAll(Fault... faults) {
    people.values().forEach(p -> script(p.login, faults));
  }

  synchronized void forgetFaults() {
    people.values().forEach(p -> p.faults.clear());
  }

  /** From now on reads fail so; empty: they work. */
  synchronized void reading(Optional<DirectoryException> failure) {
    reading = failure;
  }

  /** Whether it cannot tell who wrote what. */
  synchronized void clueless(boolean yes) {
    clueless = yes;
  }

  /** Whether it cannot tell the next few times. */
  synchronized void cluelessFor(int looks) {
    cluelessLooks = looks;
  }

  /** Called after each look at who wrote what. */
  synchronized void afterLook(Runnable hook) {
    afterLook = hook;
  }

  /** What it says to whoever signs in; empty: what is right. */
  synchronized void answerSignIns(Optional<SignInResult.Kind> answer) {
    signInAnswer = answer;
  }

  synchronized void protect(String login) {
    untouchable.add(NormalDn.of(person(login).dn()));
  }

  synchronized void forgetAddress(String login) {
    person(login).recoveryMail = Optional.empty();
  }

  synchronized void forgetAddresses(String login) {
    person(login).mail = Optional.empty();
    person(login).recoveryMail = Optional.empty();
  }

  synchronized void manage(String login, String manager) {
    person(login).manager = Optional.of(person(manager).id);
  }

  synchronized void ends(String login, Instant end) {
    person(login).ends = end;
  }

  synchronized void delete(String login) {
    people.remove(person(login).id);
  }

  synchronized void rename(String login, String other) {
    person(login).rdn = other;
  }

  synchronized void ownChange(String login, String password) {
    Person person = person(login);
    person.password = password;
    person.modifier = person.dn();
    person.mustChange = false;
    person.version++;
  }

  /** Called for each write before anything happens to it, on the writer's thread. */
  void beforeWrite(Consumer<Write> hook) {
    beforeWrite = hook;
  }

  /** When everybody's password ends. */
  synchronized void ends(Instant end) {
    people.values().forEach(p -> p.ends = end);
  }

  // --- what a test looks at

  synchronized Instant ends(String login) {
    return person(login).ends;
  }

  synchronized String password(String login) {
    return person(login).password;
  }

  /** The passwords that reached the server for an account, lost ones included. */
  synchronized List<String> arrived(String login) {
    return List.copyOf(arrived.getOrDefault(login, List.of()));
  }

  synchronized int signIns() {
    return signIns;
  }

  /** How many writes were asked for in all. */
  synchronized int asked() {
    return asked;
  }

  /** How many changes the entry has seen since it was made. */
  synchronized int changes(String login) {
    return person(login).version - 1;
  }

  private Person person(String login) {
    Person person = people.get(new AccountId("id-" + login));
    if (person == null) {
      throw new IllegalArgumentException("no " + login);
    }
    return person;
  }

  // --- the port

  @Override
  public DirectoryInfo info() {
    return new DirectoryInfo(
        "corp",
        "ldap://127.0.0.1",
        "fake",
        "in memory",
        Set.copyOf(Action.ofAnyAccount()),
        DirectoryInfo.guards(Action.ofAnyAccount(), a -> DirectoryInfo.Guard.PREVENTED));
  }

  @Override
  public synchronized void scan(Scope scope, Consumer<Account> sink) {
    failWhereReadingFails();
    people.values().forEach(p -> sink.accept(account(p)));
  }

  @Override
  public synchronized int countUpTo(Scope scope, int limit) {
    failWhereReadingFails();
    return Math.min(limit, people.size());
  }

  @Override
  public synchronized boolean holds(Scope scope, AccountId id) {
    return people.containsKey(id);
  }

  @Override
  public synchronized List<Lookup> lookup(List<AccountKey> keys) {
    failWhereReadingFails();
    List<Lookup> found = new ArrayList<>();
    for (AccountKey key : keys) {
      Person person = people.get(new AccountId(key.value()));
      found.add(person == null ? new Lookup.NotFound() : new Lookup.Found(account(person)));
    }
    return found;
  }

  @Override
  public synchronized Optional<Account> read(AccountId id) {
    failWhereReadingFails();
    return Optional.ofNullable(people.get(id)).map(FakeDirectory::account);
  }

  private void failWhereReadingFails() {
    reading.ifPresent(
        e -> {
          throw e;
        });
  }

  private static Account account(Person p) {
    return new Account(
        p.id,
        p.dn(),
        p.login,
        Optional.of("Person " + p.login),
        p.mail,
        p.recoveryMail,
        Optional.empty(),
        Optional.of("en"),
        new PasswordState(
            Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
            p.mustChange,
            new Expiry.At(p.ends),
            Lock.NONE,
            true,
            Optional.empty()),
        new PolicyInForce.Resolved(POLICY, "default"),
        p.now());
  }

  @Override
  public Batch batch(List<Write> writes) {
    return Batch.each(this::apply);
  }

  @Override
  public WriteResult apply(Write write) {
    beforeWrite.accept(write);
    return answer(write);
  }

  private synchronized WriteResult answer(Write write) {
    asked++;
    Person person = people.get(write.id());
    if (person == null) {
      return new WriteResult.Stale("gone", "the entry does not exist any more");
    }
    Fault fault = person.faults.poll();
    if (fault == Fault.BUSY) {
      return new WriteResult.Unreachable("busy", "busy (51)");
    }
    if (fault == Fault.AGENT_REFUSED) {
      return new WriteResult.Unreachable(WriteResult.AGENT_REFUSED, "invalid credentials (49)");
    }
    if (write.change() instanceof PasswordChange.Reset reset) {
      arrived
          .computeIfAbsent(person.login, login -> new ArrayList<>())
          .add(reset.password().withChars(String::new));
    }
    if (fault == null) {
      return written(person, write);
    }
    return switch (fault) {
      case WRITTEN_UNANSWERED -> {
        WriteResult unused = written(person, write);
        yield new WriteResult.Unknown("no answer in time");
      }
      case LATE -> {
        Write kept = new Write(write.id(), write.dn(), write.expected(), copy(write.change()));
        person.late =
            () -> {
              WriteResult unused = written(person, kept);
            };
        yield new WriteResult.Unknown("no answer in time");
      }
      case PASSWORD_REFUSED ->
          new WriteResult.Rejected(WriteResult.PASSWORD_REFUSED + "in-history", 19, "used before");
      case REJECTED -> new WriteResult.Rejected("insufficient-access", 50, "no");
      case DEFECT -> throw new IllegalStateException("a defect");
      default -> new WriteResult.Unknown("no answer in time");
    };
  }

  private static PasswordChange copy(PasswordChange change) {
    return change instanceof PasswordChange.Reset reset
        ? new PasswordChange.Reset(reset.password().copy(), reset.mustChange())
        : change;
  }

  private static WriteResult written(Person person, Write write) {
    if (!person.dn().equals(write.dn())) {
      return new WriteResult.Stale("moved", "now " + person.dn());
    }
    if (!person.now().equals(write.expected())) {
      return new WriteResult.Stale("changed-since-plan", "the entry is not what it was");
    }
    if (write.change() instanceof PasswordChange.Reset reset) {
      person.password = reset.password().withChars(String::new);
      person.mustChange = reset.mustChange();
    } else if (write.change() instanceof PasswordChange.Spread spread) {
      person.ends = spread.expiry();
    } else {
      person.mustChange = write.change().action() == Action.FORCE_CHANGE;
    }
    person.modifier = AGENT;
    person.version++;
    return new WriteResult.Applied(person.now());
  }

  @Override
  public Reversal reversal(
      PasswordChange.PutBack change, Optional<EntryVersion> left, EntryVersion now) {
    return left.equals(Optional.of(now))
        ? new Reversal.Possible("as before")
        : new Reversal.ChangedSince("entryCSN");
  }

  @Override
  public synchronized Authorship whoWrote(Write write) {
    if (cluelessLooks > 0) {
      cluelessLooks--;
      return new Authorship.CannotTell("the server is away");
    }
    if (clueless || reading.isPresent()) {
      return new Authorship.CannotTell("the server is away");
    }
    Person person = people.get(write.id());
    if (person == null) {
      return new Authorship.Gone();
    }
    Authorship authorship = authorship(person, write);
    if (person.late != null) {
      person.late.run();
      person.late = null;
    }
    afterLook.run();
    return authorship;
  }

  private static Authorship authorship(Person person, Write write) {
    if (person.now().equals(write.expected())) {
      return new Authorship.Untouched(person.now());
    }
    return person.modifier.equals(AGENT)
        ? new Authorship.Ours(person.now())
        : new Authorship.SomebodyElse("the person changed it");
  }

  @Override
  public boolean remembers(AccountId id, Secret password) {
    return false;
  }

  @Override
  public synchronized SignInResult signIn(String dn, Secret password) {
    signIns++;
    boolean right =
        people.values().stream()
            .anyMatch(p -> p.dn().equals(dn) && p.password.equals(password.withChars(String::new)));
    SignInResult.Kind kind = right ? SignInResult.Kind.OK : SignInResult.Kind.BAD_CREDENTIALS;
    return new SignInResult(signInAnswer.orElse(kind), Optional.empty(), OptionalInt.empty(), "");
  }

  @Override
  public List<PasswordPolicy> policies() {
    return List.of(POLICY);
  }

  @Override
  public Optional<PasswordPolicy> defaultPolicy() {
    return Optional.of(POLICY);
  }

  @Override
  public WriteResult writePolicy(PolicySettings settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized Map<AccountId, Account> managersOf(List<AccountId> ids) {
    Map<AccountId, Account> managers = new HashMap<>();
    for (AccountId id : ids) {
      Optional.ofNullable(people.get(id))
          .flatMap(person -> person.manager)
          .flatMap(this::read)
          .ifPresent(manager -> managers.put(id, manager));
    }
    return managers;
  }

  @Override
  public synchronized Set<NormalDn> untouchable() {
    failWhereReadingFails();
    return Set.copyOf(untouchable);
  }

  @Override
  public List<Finding> examine() {
    return List.of();
  }

  @Override
  public Set<NormalDn> membersOf(String group) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Placement placement() {
    throw new UnsupportedOperationException("nothing here moves anybody");
  }

  @Override
  public void close() {}
}
