package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.directory.Feed;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.LdifChange;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.Reversal;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * 389 Directory Server and its kin. It has no assertions: a write is guarded by the old time of the
 * last change, which is deleted by value and added again in the same modification.
 */
final class Ds389 implements Dialect {

  private final Target target;
  private final Ds389Policies policies;
  private final Ds389Vocabulary vocabulary;
  private final Entries entries;

  Ds389(Target target, Clock clock) {
    this.target = target;
    this.policies = new Ds389Policies(target);
    this.vocabulary = new Ds389Vocabulary(policies, clock);
    this.entries = new Entries(target, vocabulary, clock);
  }

  @Override
  public String name() {
    return "389ds";
  }

  @Override
  public String product() {
    return target.product();
  }

  @Override
  public String suffix() {
    return target.suffix();
  }

  @Override
  public Set<Action> actions() {
    return vocabulary.possible(Action.ofAnyAccount());
  }

  @Override
  public Optional<String> objection(Action action) {
    return action == Action.SPREAD
        ? new Ds389RightsExamination(target).objection(Ds389State.EXPIRES)
        : Optional.empty();
  }

  @Override
  public List<String> attributes() {
    return Ds389Vocabulary.STATE;
  }

  @Override
  public Optional<AccountId> id(Entry entry) {
    return vocabulary.id(entry);
  }

  @Override
  public Optional<Filter> byId(AccountId id) {
    return vocabulary.byId(id);
  }

  @Override
  public PolicyInForce policyOf(Entry entry) {
    return vocabulary.inForce(entry);
  }

  @Override
  public PasswordState state(Entry entry, PolicyInForce policy) {
    return Ds389State.state(entry, policy, policies.of(policy));
  }

  @Override
  public EntryVersion version(Entry entry, Instant readAt) {
    return vocabulary.version(entry, readAt);
  }

  @Override
  public Optional<Filter> due(Due due) {
    return new Ds389Due(target, policies).filter(due);
  }

  @Override
  public List<PasswordPolicy> policies() {
    return policies.all().stream().map(Ds389Policy::terms).toList();
  }

  @Override
  public Optional<PasswordPolicy> defaultPolicy() {
    return policies.standard().map(Ds389Policy::terms);
  }

  @Override
  public WriteResult apply(Write write) {
    return write.change() instanceof PasswordChange.Reset reset
        ? new Ds389Reset(entries, vocabulary).apply(write, reset)
        : new CompareAndSwap(entries)
            .apply(write, Ds389Vocabulary.swapped(write.change().touches(), write.expected()));
  }

  @Override
  public LdifChange ldif(Write write) {
    return new CompareAndSwap(entries)
        .ldif(write, Ds389Vocabulary.swapped(write.change().action(), write.expected()));
  }

  @Override
  public Optional<Batch> batch(List<Write> writes) {
    boolean resets = writes.stream().anyMatch(w -> w.change().action() == Action.RESET);
    return resets // steps of their own
        ? Optional.empty()
        : Optional.of(
            new SharedReads(
                entries,
                writes,
                write -> Ds389Vocabulary.swapped(write.change().touches(), write.expected()),
                this::apply));
  }

  @Override
  public Reversal reversal(
      PasswordChange.PutBack change, Optional<EntryVersion> left, EntryVersion now) {
    return new Reversals(vocabulary).of(change, left, now);
  }

  @Override
  public Authorship whoWrote(Write write) {
    Attribution signs = new Attribution(entries);
    Authorship told = signs.of(write);
    if (!(write.change() instanceof PasswordChange.Reset reset)) {
      return told;
    }
    Ds389Reset steps = new Ds389Reset(entries, vocabulary);
    if (told instanceof Authorship.Untouched && steps.cameLate(write)) {
      told = signs.of(write);
    }
    if (told instanceof Authorship.CannotTell) {
      told = new Ds389Proof(entries, steps).of(write, reset);
    }
    return told instanceof Authorship.Ours ? steps.finished(write, reset) : told;
  }

  @Override
  public WriteResult writePolicy(PolicySettings settings) {
    return new Ds389PolicyWriter(target, policies).write(settings);
  }

  @Override
  public Feed feed() {
    return new StampFeed(target, vocabulary, entries.clock());
  }

  @Override
  public String clockMend() {
    return Mend
        .add( // its attributes are in no schema, and can be named by leaving others out alone
            "cn=monitor",
            "aci",
            "(target = \"ldap:///cn=monitor\")(targetattr != \"aci || connection\")(version 3.0; acl"
                + " \"keyturn: clock\"; allow (read, search, compare) userdn = \"ldap:///"
                + target.settings().bindDn()
                + "\";)");
  }

  @Override
  public String limitsMend() {
    return Mend.replaceAll(target.settings().bindDn(), Ds389AgentExamination.LIMITS, "-1");
  }

  @Override
  public List<Finding> examine() {
    List<Finding> all = new ArrayList<>(new Ds389RightsExamination(target).findings());
    all.addAll(new Ds389AgentExamination(target, policies).findings());
    all.addAll(new Ds389PolicyExamination(target, policies).findings());
    return all;
  }
}
