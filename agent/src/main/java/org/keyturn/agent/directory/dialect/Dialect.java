package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Batch;
import org.keyturn.agent.directory.DirectoryInfo;
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.directory.Feed;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.LdifChange;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.Reversal;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/** How one family of servers keeps the state of a password, and how it is changed. Thread-safe. */
public interface Dialect {

  /** As the config spells it. */
  String name();

  /** What the server calls itself; may be blank. */
  String product();

  /** The naming context that holds the accounts: where an identity is looked for. */
  String suffix();

  Set<Action> actions();

  /** As {@link org.keyturn.agent.directory.Directory#objection}. */
  default Optional<String> objection(Action action) {
    return Optional.empty();
  }

  /** How a lost race ends, where this is what is written. */
  default DirectoryInfo.Guard guard(Action action) {
    return DirectoryInfo.Guard.PREVENTED;
  }

  /**
   * The attributes that {@link #id}, {@link #state}, {@link #policyOf} and {@link #version} need.
   */
  List<String> attributes();

  /** How a scan of many is read, where that is not by {@link #attributes} alone. */
  default Reading reading() {
    return Reading.of(attributes());
  }

  /** The entry's lasting identity; empty where the agent may not see it. */
  Optional<AccountId> id(Entry entry);

  /** A filter that finds the entry of an identity; empty where no entry can have this one. */
  Optional<Filter> byId(AccountId id);

  PolicyInForce policyOf(Entry entry);

  PasswordState state(Entry entry, PolicyInForce policy);

  /**
   * What a write must find unchanged.
   *
   * @param readAt when the entry was read, by the agent's clock
   */
  EntryVersion version(Entry entry, Instant readAt);

  /** A filter that matches at least every account meant; empty: all of them. */
  Optional<Filter> due(Due due);

  /** Every policy that can be read, the default first. */
  List<PasswordPolicy> policies();

  /** The policy of accounts that name none, where it is known. */
  Optional<PasswordPolicy> defaultPolicy();

  /** The DNs of accounts that come with the server and are never written, whatever is asked. */
  default Set<String> builtIn() {
    return Set.of();
  }

  WriteResult apply(Write write);

  /**
   * What a server that knows assertions (RFC 4528) is to find before it deletes an entry; empty
   * where it knows none.
   */
  default Optional<Filter> assertion(Write write) {
    return Optional.empty();
  }

  /** What {@link #apply} would send, guard included, for {@code ldapmodify}. */
  LdifChange ldif(Write write);

  /** Makes ready to apply these; empty where nothing is gained by doing so together. */
  default Optional<Batch> batch(List<Write> writes) {
    return Optional.empty();
  }

  /** As {@link org.keyturn.agent.directory.Directory#reversal}. */
  Reversal reversal(PasswordChange.PutBack change, Optional<EntryVersion> left, EntryVersion now);

  Authorship whoWrote(Write write);

  /** As {@link org.keyturn.agent.directory.Directory#namedBy}. */
  default Optional<List<String>> namedBy(String policy) {
    return Optional.empty();
  }

  /** What tells which accounts changed. */
  Feed feed();

  WriteResult writePolicy(PolicySettings settings);

  /** What lets the agent compare its clock with the server's, where it could not. */
  default String clockMend() {
    return "keep both machines on NTP";
  }

  /** What lets the agent read all accounts, where an answer was cut short. */
  default String limitsMend() {
    return "lift the server's limits for the agent";
  }

  /** Whether rules that hold for people, minimum age and history, do not hold for the agent. */
  default boolean sparesTheAgent() {
    return true;
  }

  /** Whether the agent may write an attribute of an entry; empty: this server is not asked. */
  default Optional<Boolean> mayWrite(String dn, String attribute) {
    return Optional.empty();
  }

  /** Rights, traps and capabilities, probed without leaving anything. */
  List<Finding> examine();

  /** As {@link org.keyturn.agent.directory.Directory#examineDeletion}. */
  default List<Finding> examineDeletion() {
    return List.of();
  }
}
