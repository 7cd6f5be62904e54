package org.keyturn.agent.directory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.Reach;
import org.keyturn.agent.account.Secret;

/**
 * One directory, seen through the delegated service account. Thread-safe. Reads are retried on the
 * same server while that can help; writes never are. From the first call on, everything goes to one
 * server of the fail-over list: a fresh {@code Directory} may choose another.
 *
 * <p>Reads throw {@link DirectoryException}; writes answer with a {@link WriteResult}.
 */
public interface Directory extends AutoCloseable {

  /** Beyond this, ages and expiry are judged wrongly enough to matter. */
  Duration CLOCKS_APART = Duration.ofMinutes(5);

  /** What answered, and what it was seen to be able to do. */
  DirectoryInfo info();

  /**
   * Why an action can be done to nobody here, tried now where the server has to be tried; for what
   * is better refused as a whole than account by account.
   *
   * @return for people, with the mend; empty: nothing speaks against it
   */
  default Optional<String> objection(Action action) {
    return Optional.empty();
  }

  /**
   * Streams the accounts of a scope, in the server's order, each id once.
   *
   * @param scope what to read; its {@link Due} may be rendered as a superset, never as a subset
   * @param sink called on the calling thread; what it throws ends the scan and passes through
   * @throws DirectoryException of kind {@code INCOMPLETE} where the server cut the answer short:
   *     the accounts seen so far are then not to be acted on
   */
  void scan(Scope scope, Consumer<Account> sink);

  /**
   * How many accounts a scope holds, counted no further than a limit, so that the cost is bounded.
   *
   * @return the count, or {@code limit} where there are that many or more
   */
  int countUpTo(Scope scope, int limit);

  /** Whether a scope holds an account. */
  boolean holds(Scope scope, AccountId id);

  /** Which of these a scope holds. */
  default Set<AccountId> among(Scope scope, Set<AccountId> ids) {
    return ids.stream().filter(id -> holds(scope, id)).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Finds accounts by what a person typed, in batches, within the configured base and filter.
   *
   * @return one result a key, in the order of the keys
   */
  List<Lookup> lookup(List<AccountKey> keys);

  /** The account as it is now, wherever it stands now; empty where it is gone. */
  Optional<Account> read(AccountId id);

  /**
   * As {@link #read}, of many at once: whatever the configured base and filter would choose by now.
   *
   * @return those that exist
   */
  default List<Account> read(List<AccountId> ids) {
    return ids.stream().map(this::read).flatMap(Optional::stream).toList();
  }

  /**
   * What an attribute of accounts says, wherever they stand; untrusted text, blank values left out.
   *
   * @return by account; who has no value is left out
   */
  default Map<AccountId, List<String>> valuesOf(String attribute, List<AccountId> ids) {
    return Map.of();
  }

  /**
   * The accounts whose attribute has a value, by the directory's own idea of what is equal; those
   * that stand in the archive too.
   *
   * @return for each value, in their order, everybody who has it
   */
  default List<List<Bearer>> bearers(String attribute, List<String> values) {
    return values.stream().map(value -> List.<Bearer>of()).toList();
  }

  /**
   * How long {@link #bearers} takes to find one, now.
   *
   * @return empty: no account shows the agent that attribute
   */
  default Optional<Duration> timeToFind(String attribute) {
    return Optional.empty();
  }

  /**
   * Applies one change if the entry is still what it was when its version was read, and reads the
   * state back. Never throws for what a server can answer.
   */
  WriteResult apply(Write write);

  /** The same change as {@code ldapmodify} takes it; nothing is sent. */
  default LdifChange ldif(Write write) {
    return LdifChange.none("this directory takes no LDIF");
  }

  /**
   * Makes ready to apply many, each guarded and read back as by {@link #apply}, with fewer round
   * trips where a server needs more than one for a write. What was read for them is as old as the
   * batch: it is made when they are about to be sent.
   */
  Batch batch(List<Write> writes);

  /**
   * Whether a change can be taken back, by what was read; nothing of the account is asked again.
   *
   * @param change what would be written
   * @param left what the account looked like right after the change; empty where nobody kept it
   * @param now what it is now
   */
  Reversal reversal(PasswordChange.PutBack change, Optional<EntryVersion> left, EntryVersion now);

  /**
   * Writes down another address of somebody in place of the one that was read, if that is still
   * there, and reads it back.
   *
   * @param account as it was read
   * @return as {@link #apply}; {@code Rejected} too where the config names no attribute for it
   */
  default WriteResult readdress(Account account, Reach which, String address) {
    return new WriteResult.Rejected("not-supported", -1, "this directory takes no addresses");
  }

  /**
   * Exchanges a password in the name of its owner, whom servers hold to what they spare an agent.
   *
   * @param account as it was read
   * @return empty: the owner is not let in or may not, or this server judges the agent's write the
   *     same; nothing was written
   */
  default Optional<WriteResult> changeAsOwner(Account account, Secret old, Secret fresh) {
    return Optional.empty();
  }

  /**
   * Whether {@link #readdress} could write down such an address; nothing is changed.
   *
   * @return why not, for people; empty: nothing speaks against it
   */
  default Optional<String> objectionToReaddress(Reach which) {
    return Optional.of("this directory takes no addresses");
  }

  /**
   * Who wrote the password that an entry has now: for a write whose answer never came.
   *
   * @param write what was sent
   */
  Authorship whoWrote(Write write);

  /**
   * Whether a password is an account's present one or one that its history keeps. The rights that
   * the agent has let it past the server's own history rule, so it asks before it sets a password
   * that somebody chose. False also where the stored values cannot be read or compared.
   */
  boolean remembers(AccountId id, Secret password);

  /**
   * Signs in as a person on a connection of its own, never on the service account's.
   *
   * @param password an empty one is refused here: over LDAP it would be an anonymous bind
   */
  SignInResult signIn(String dn, Secret password);

  /** Every password policy entry that can be read, default first. */
  List<PasswordPolicy> policies();

  /** The default policy, where the server or the config names one that exists. */
  Optional<PasswordPolicy> defaultPolicy();

  /** Creates or changes a password policy entry; what the settings leave empty stays as it is. */
  WriteResult writePolicy(PolicySettings settings);

  /**
   * The DNs that no run may touch: the bind account, the configured DNs, and the members of the
   * configured groups (nested groups included), as they are now.
   *
   * @return {@link NormalDn normal forms}
   * @throws DirectoryException where a protected group cannot be read: not knowing is no permission
   */
  Set<NormalDn> untouchable();

  /**
   * Everything in a group, nested groups included, as it is now.
   *
   * @return {@link NormalDn normal forms}
   * @throws DirectoryException where the group cannot be read
   */
  Set<NormalDn> membersOf(String group);

  /**
   * The groups and people that a policy itself names, where the server keeps it that way round;
   * none where there is no such policy.
   *
   * @return empty where accounts name their policy: see {@link PasswordChange.Assign}
   */
  default Optional<List<String>> namedBy(String policy) {
    return Optional.empty();
  }

  /**
   * Who wrote last to entries, and when, as far as the server tells; not for what.
   *
   * @param dns where they stand; one that is gone, or tells nothing, is left out
   */
  default Map<NormalDn, LastWrite> lastWrites(List<String> dns) {
    return Map.of();
  }

  /**
   * Whom accounts name as their manager (RFC 4524, {@code manager}), where that is an account of
   * this directory.
   *
   * @return by the account whose manager it is; who names none is left out
   */
  default Map<AccountId, Account> managersOf(List<AccountId> ids) {
    return Map.of();
  }

  /** What tells which accounts changed. */
  default Feed feed() {
    return Feed.NONE;
  }

  /** Where accounts stand, and which groups name them. */
  Placement placement();

  /** Below which entry the removed stand; empty where the config names none. */
  default Optional<String> archive() {
    return Optional.empty();
  }

  /** How far the directory's clock is ahead of this machine's; empty where that does not show. */
  default Optional<Duration> clockOffset() {
    return Optional.empty();
  }

  /** Looks closely at rights, traps and capabilities, for {@code check}; leaves nothing behind. */
  List<Finding> examine();

  /** The same, of what {@code purge} does, as far as it can be told without doing it. */
  default List<Finding> examineDeletion() {
    return List.of();
  }

  @Override
  void close();
}
