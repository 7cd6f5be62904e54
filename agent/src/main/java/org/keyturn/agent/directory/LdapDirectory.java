package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.Reach;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.dialect.Dialect;

/** The {@link Directory} port over LDAP: puts the parts together, decides nothing. */
final class LdapDirectory implements Directory {

  /** What is done with a place for those who left, and not without one. */
  private static final Set<Action> OF_FORMER =
      EnumSet.of(Action.REMOVE, Action.RESTORE, Action.PURGE);

  private final DirectorySettings settings;
  private final Link link;
  private final Dialect dialect;
  private final SignIn signIn;
  private final AccountReader reader;
  private final Groups groups;
  private final Scan scan;
  private final Finder finder;
  private final Bearers bearers;
  private final Examination examination;
  private final ClockExamination clocks;
  private final Placement placement;

  LdapDirectory(
      DirectorySettings settings,
      Bases bases,
      Link link,
      Dialect dialect,
      SignIn signIn,
      Clock clock) {
    this.settings = settings;
    this.link = link;
    this.dialect = dialect;
    this.signIn = signIn;
    this.reader = new AccountReader(settings.accounts(), dialect, clock);
    this.groups = new Groups(link, bases, settings.accounts().login());
    this.scan = new Scan(link, bases, reader, dialect, groups);
    this.finder = new Finder(link, bases, settings.accounts(), reader, dialect);
    this.bearers = new Bearers(link, bases, reader, settings.archive());
    this.placement = new LdapPlacement(link, dialect, settings.bindDn(), this::read);
    this.examination = new Examination(settings, link, scan, placement, clock);
    this.clocks = new ClockExamination(settings, link, clock, dialect.clockMend());
  }

  @Override
  public DirectoryInfo info() {
    return new DirectoryInfo(
        settings.name(),
        link.server().url().toString(),
        dialect.name(),
        dialect.product(),
        actions(),
        DirectoryInfo.guards(dialect.actions(), dialect::guard));
  }

  /** A removal is made of what the dialect can do, and a place to move to. */
  private Set<Action> actions() {
    if (settings.archive().isEmpty()) {
      return dialect.actions();
    }
    Set<Action> all = EnumSet.copyOf(dialect.actions());
    all.addAll(OF_FORMER);
    return Set.copyOf(all);
  }

  @Override
  public Optional<String> archive() {
    return settings.archive();
  }

  @Override
  public Optional<String> objection(Action action) {
    return OF_FORMER.contains(action) ? noArchive() : dialect.objection(action);
  }

  private Optional<String> noArchive() {
    return settings
        .archive()
        .map(
            dn ->
                placement.exists(dn)
                    ? Optional.<String>empty()
                    : Optional.of(
                        "the archive " + dn + " does not exist, or the agent may not see it"))
        .orElseGet(
            () ->
                Optional.of(
                    "the config names no place for removed people: write directories."
                        + settings.name()
                        + ".archive, for example \"ou=former,"
                        + dialect.suffix()
                        + "\""));
  }

  @Override
  public void scan(Scope scope, Consumer<Account> sink) {
    scan.stream(scope, sink);
  }

  @Override
  public int countUpTo(Scope scope, int limit) {
    return scan.countUpTo(scope, limit);
  }

  @Override
  public boolean holds(Scope scope, AccountId id) {
    return scan.holds(scope, id);
  }

  @Override
  public Set<AccountId> among(Scope scope, Set<AccountId> ids) {
    return scan.among(scope, ids);
  }

  @Override
  public List<Lookup> lookup(List<AccountKey> keys) {
    return finder.find(keys);
  }

  @Override
  public Map<AccountId, List<String>> valuesOf(String attribute, List<AccountId> ids) {
    return finder.valuesOf(attribute, ids);
  }

  @Override
  public List<List<Bearer>> bearers(String attribute, List<String> values) {
    return bearers.of(attribute, values);
  }

  @Override
  public Optional<Duration> timeToFind(String attribute) {
    return new BearerTime(link, settings.accounts().base()).of(attribute);
  }

  @Override
  public List<Account> read(List<AccountId> ids) {
    return finder.byId(ids);
  }

  @Override
  public Optional<Account> read(AccountId id) {
    Optional<Filter> filter = dialect.byId(id);
    if (filter.isEmpty()) {
      return Optional.empty();
    }
    try {
      return link
          .search(
              new SearchRequest(
                  dialect.suffix(), SearchScope.SUB, filter.get(), reader.requested()))
          .getSearchEntries()
          .stream()
          .findFirst()
          .map(reader::account);
    } catch (LDAPException e) {
      throw Failures.read(e, "reading an account");
    }
  }

  @Override
  public WriteResult apply(Write write) {
    try {
      return proven(write, dialect.apply(write));
    } catch (DirectoryException e) { // what has to be read before it could not be
      return Failures.unsent(e);
    }
  }

  @Override
  public Batch batch(List<Write> writes) {
    return dialect.batch(writes).<Batch>map(Shared::new).orElseGet(() -> Batch.each(this::apply));
  }

  private final class Shared implements Batch {

    private final Batch batch;

    Shared(Batch batch) {
      this.batch = batch;
    }

    @Override
    public WriteResult apply(Write write) {
      try {
        return batch.apply(write);
      } catch (DirectoryException e) { // as above
        return Failures.unsent(e);
      }
    }

    @Override
    public List<WriteResult> confirmed(List<Write> writes, List<WriteResult> results) {
      List<WriteResult> confirmed = batch.confirmed(writes, results);
      List<WriteResult> proven = new ArrayList<>();
      for (int i = 0; i < writes.size(); i++) {
        proven.add(proven(writes.get(i), confirmed.get(i)));
      }
      return proven;
    }
  }

  /**
   * A new password that the server took and the entry does not show: it may be the account's all
   * the same, where the agent may write more than it may read. Taken for refused, it would be
   * destroyed with nobody knowing it; so only a sign-in with it that fails says that it is not.
   */
  private WriteResult proven(Write write, WriteResult result) {
    return result instanceof WriteResult.Rejected rejected
            && rejected.reason().equals(WriteResult.NOT_AS_WRITTEN)
            && write.change() instanceof PasswordChange.Reset reset
        ? bySignIn(write, reset, rejected)
        : result;
  }

  private WriteResult bySignIn(
      Write write, PasswordChange.Reset reset, WriteResult.Rejected otherwise) {
    return switch (signIn.as(write.dn(), reset.password()).kind()) {
      case BAD_CREDENTIALS -> otherwise;
      case UNREACHABLE -> new WriteResult.Unknown("written, and not proven by a sign-in");
      default -> new WriteResult.Applied(write.expected());
    };
  }

  @Override
  public Reversal reversal(
      PasswordChange.PutBack change, Optional<EntryVersion> left, EntryVersion now) {
    return dialect.reversal(change, left, now);
  }

  @Override
  public LdifChange ldif(Write write) {
    return dialect.ldif(write);
  }

  @Override
  public WriteResult readdress(Account account, Reach which, String address) {
    return new AddressWrite(link, settings.accounts()).apply(account, which, address);
  }

  @Override
  public Optional<WriteResult> changeAsOwner(Account account, Secret old, Secret fresh) {
    return dialect.sparesTheAgent()
        ? new OwnerWrite(link.server()).exchange(account, old, fresh)
        : Optional.empty();
  }

  @Override
  public Optional<String> objectionToReaddress(Reach which) {
    return new AddressWrite(link, settings.accounts()).objection(which, settings.bindDn(), dialect);
  }

  @Override
  public Authorship whoWrote(Write write) {
    try {
      return dialect.whoWrote(write);
    } catch (DirectoryException e) {
      return new Authorship.CannotTell(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean remembers(AccountId id, Secret password) {
    Optional<Filter> filter = dialect.byId(id);
    if (filter.isEmpty()) {
      return false;
    }
    try {
      return link
          .search(
              new SearchRequest(
                  dialect.suffix(), SearchScope.SUB, filter.get(), "userPassword", "pwdHistory"))
          .getSearchEntries()
          .stream()
          .anyMatch(entry -> remembers(entry, password));
    } catch (LDAPException e) {
      throw Failures.read(e, "reading the password history of an account");
    }
  }

  private static boolean remembers(Entry entry, Secret password) {
    byte[][] present = entry.getAttributeValueByteArrays("userPassword");
    String[] history = entry.getAttributeValues("pwdHistory");
    return (present != null
            && Arrays.stream(present).anyMatch(v -> StoredPassword.matches(v, password)))
        || (history != null
            && Arrays.stream(history).anyMatch(v -> StoredPassword.remembers(v, password)));
  }

  @Override
  public SignInResult signIn(String dn, Secret password) {
    SignInResult result = signIn.as(dn, password);
    boolean untold =
        result.kind() == SignInResult.Kind.LOCKED
            || result.kind() == SignInResult.Kind.BAD_CREDENTIALS;
    return untold && isDisabled(dn)
        ? new SignInResult(
            SignInResult.Kind.DISABLED, result.expiresIn(), result.graceLeft(), result.detail())
        : result;
  }

  /** Some servers do not say at a sign-in who locked the account, or that; the entry does. */
  private boolean isDisabled(String dn) {
    return finder.find(List.of(new AccountKey(AccountKey.Kind.DN, dn))).get(0)
            instanceof Lookup.Found found
        && !found.account().state().enabled();
  }

  @Override
  public List<PasswordPolicy> policies() {
    return dialect.policies();
  }

  @Override
  public Optional<PasswordPolicy> defaultPolicy() {
    return dialect.defaultPolicy();
  }

  @Override
  public WriteResult writePolicy(PolicySettings policy) {
    return dialect.writePolicy(policy);
  }

  @Override
  public Set<NormalDn> untouchable() {
    Set<NormalDn> all = new HashSet<>();
    add(all, settings.bindDn());
    dialect.builtIn().forEach(dn -> add(all, dn));
    settings.protectedDns().forEach(dn -> add(all, dn));
    for (String group : settings.protectedGroups()) {
      add(all, group);
      all.addAll(groups.membersOf(group));
    }
    return Set.copyOf(all);
  }

  /** As it is written in the config, and as the server spells it: userid=anna is uid=anna. */
  private void add(Set<NormalDn> all, String dn) {
    all.add(normal(dn));
    SearchRequest request =
        new SearchRequest(
            Bases.dn(dn).toString(),
            SearchScope.BASE,
            Filter.createPresenceFilter("objectClass"),
            "objectClass");
    request.setDerefPolicy(DereferencePolicy.NEVER);
    try {
      link.search(request).getSearchEntries().forEach(entry -> all.add(normal(entry.getDN())));
    } catch (LDAPException e) {
      if (!Failures.isAnswer(e)) {
        throw Failures.read(e, "looking up the protected " + dn);
      } // else there is no such entry that the agent could see, and none that it could write
    }
  }

  private static NormalDn normal(String dn) {
    return NormalDn.of(Bases.dn(dn).toString());
  }

  @Override
  public Set<NormalDn> membersOf(String group) {
    return groups.membersOf(group);
  }

  @Override
  public Optional<List<String>> namedBy(String policy) {
    return dialect.namedBy(policy);
  }

  @Override
  public Map<NormalDn, LastWrite> lastWrites(List<String> dns) {
    return new LastWrites(link).of(dns);
  }

  @Override
  public Map<AccountId, Account> managersOf(List<AccountId> ids) {
    return finder.managersOf(ids);
  }

  @Override
  public Feed feed() {
    return dialect.feed();
  }

  @Override
  public Placement placement() {
    return placement;
  }

  @Override
  public Optional<Duration> clockOffset() {
    try {
      return clocks.offset();
    } catch (LDAPException e) {
      throw Failures.read(e, "comparing the clocks");
    }
  }

  @Override
  public List<Finding> examine() {
    return examination.findings(info(), dialect);
  }

  @Override
  public List<Finding> examineDeletion() {
    return dialect.examineDeletion();
  }

  @Override
  public void close() {
    link.close();
  }
}
