package org.keyturn.agent.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.Person;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Batch;
import org.keyturn.agent.directory.Bearer;
import org.keyturn.agent.directory.Directory;
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

/** A directory in memory, read-only, that remembers what it was asked. */
final class FakeDirectory implements Directory {

  final List<Scope> scanned = new ArrayList<>();
  final List<Integer> batches = new ArrayList<>();
  private final Map<String, List<Account>> byKey = new HashMap<>();
  private final Set<NormalDn> untouchable = new HashSet<>();
  private final Map<String, Set<NormalDn>> members = new HashMap<>();
  private final Map<Account, List<String>> bearers = new LinkedHashMap<>();
  private String name = "corp";
  private Optional<String> archive = Optional.empty();
  private Supplier<Stream<Account>> accounts = Stream::of;
  private Set<Action> actions = Action.ofAnyAccount();

  FakeDirectory with(Person... people) {
    List<Account> all = Stream.of(people).map(Person::account).toList();
    byKey.clear();
    for (Account a : all) {
      for (String key : spellings(a)) {
        byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(a);
      }
    }
    return streaming(all::stream);
  }

  /** Another value that the account of a key answers to, as by a second login. */
  void alsoKnownAs(String other, String key) {
    byKey.put(other, byKey.getOrDefault(key, List.of()));
  }

  private static Set<String> spellings(Account a) {
    Set<String> all = new HashSet<>(List.of(a.login(), a.dn(), a.id().value()));
    a.mail().ifPresent(all::add);
    return all;
  }

  FakeDirectory streaming(Supplier<Stream<Account>> source) {
    accounts = source;
    return this;
  }

  FakeDirectory protecting(String dn) {
    untouchable.add(NormalDn.of(dn));
    return this;
  }

  FakeDirectory called(String other) {
    name = other;
    return this;
  }

  /** The entry that holds this one is the archive. */
  void archiving(String dn) {
    archive = Optional.of(Placement.parentOf(dn));
  }

  /** What the attribute that links says of an account. */
  void bearing(Account account, List<String> values) {
    bearers.put(account, values);
  }

  @Override
  public Optional<String> archive() {
    return archive;
  }

  @Override
  public Map<AccountId, List<String>> valuesOf(String attribute, List<AccountId> ids) {
    Map<AccountId, List<String>> all = new HashMap<>();
    bearers.forEach(
        (account, values) -> {
          if (ids.contains(account.id()) && !values.isEmpty()) {
            all.put(account.id(), values);
          }
        });
    return all;
  }

  @Override
  public List<List<Bearer>> bearers(String attribute, List<String> values) {
    return values.stream()
        .map(
            value ->
                bearers.entrySet().stream()
                    .filter(e -> e.getValue().contains(value))
                    .map(e -> new Bearer(e.getKey(), e.getValue()))
                    .toList())
        .toList();
  }

  FakeDirectory ableTo(Action... these) {
    actions = Set.of(these);
    return this;
  }

  @Override
  public DirectoryInfo info() {
    return new DirectoryInfo(
        name,
        "ldaps://ldap1.example.com",
        "openldap",
        "",
        actions,
        DirectoryInfo.guards(actions, a -> DirectoryInfo.Guard.PREVENTED));
  }

  @Override
  public void scan(Scope scope, Consumer<Account> sink) {
    scanned.add(scope);
    try (Stream<Account> all = accounts.get()) {
      all.forEach(sink);
    }
  }

  @Override
  public List<Lookup> lookup(List<AccountKey> keys) {
    batches.add(keys.size());
    return keys.stream().map(k -> found(byKey.getOrDefault(k.value(), List.of()))).toList();
  }

  private static Lookup found(List<Account> matches) {
    return switch (matches.size()) {
      case 0 -> new Lookup.NotFound();
      case 1 -> new Lookup.Found(matches.get(0));
      default -> new Lookup.Ambiguous(matches.size());
    };
  }

  /** The group has these members and no others. */
  FakeDirectory grouping(String group, String... dns) {
    members.put(group, Stream.of(dns).map(NormalDn::of).collect(Collectors.toUnmodifiableSet()));
    return this;
  }

  @Override
  public Set<NormalDn> untouchable() {
    return untouchable;
  }

  @Override
  public int countUpTo(Scope scope, int limit) {
    try (Stream<Account> all = accounts.get()) {
      return (int) all.limit(limit).count();
    }
  }

  @Override
  public boolean holds(Scope scope, AccountId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Account> read(AccountId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Batch batch(List<Write> writes) {
    return Batch.each(this::apply);
  }

  @Override
  public WriteResult apply(Write write) {
    throw new UnsupportedOperationException("a plan writes nothing");
  }

  @Override
  public Reversal reversal(
      PasswordChange.PutBack change, Optional<EntryVersion> left, EntryVersion now) {
    return new Reversal.Possible("as before");
  }

  @Override
  public Authorship whoWrote(Write write) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean remembers(AccountId id, Secret password) {
    return false;
  }

  @Override
  public SignInResult signIn(String dn, Secret password) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<PasswordPolicy> policies() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<PasswordPolicy> defaultPolicy() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WriteResult writePolicy(PolicySettings settings) {
    throw new UnsupportedOperationException("a plan writes nothing");
  }

  @Override
  public List<Finding> examine() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<NormalDn> membersOf(String group) {
    return Set.copyOf(members.getOrDefault(group, Set.of()));
  }

  @Override
  public Placement placement() {
    throw new UnsupportedOperationException("nothing here moves anybody");
  }

  @Override
  public void close() {}
}
