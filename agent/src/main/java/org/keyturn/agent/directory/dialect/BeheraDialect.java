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
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.Reversal;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/** What slapd and ApacheDS have in common: the state and the policies of draft-behera. */
abstract sealed class BeheraDialect implements Dialect permits OpenLdap, ApacheDs {

  final Target target;
  final Policies policies;
  final BeheraVocabulary vocabulary;
  final Entries entries;

  BeheraDialect(Target target, Policies policies, BeheraVocabulary vocabulary, Entries entries) {
    this.target = target;
    this.policies = policies;
    this.vocabulary = vocabulary;
    this.entries = entries;
  }

  @Override
  public final String product() {
    return target.product();
  }

  @Override
  public final String suffix() {
    return target.suffix();
  }

  @Override
  public final Set<Action> actions() {
    return vocabulary.possible(Action.ofAnyAccount());
  }

  @Override
  public final List<String> attributes() {
    return Behera.ATTRIBUTES;
  }

  @Override
  public final Optional<AccountId> id(Entry entry) {
    return vocabulary.id(entry);
  }

  @Override
  public final Optional<Filter> byId(AccountId id) {
    return vocabulary.byId(id);
  }

  @Override
  public final PolicyInForce policyOf(Entry entry) {
    return policies.inForce(entry.getAttributeValue(Behera.POINTER));
  }

  @Override
  public final PasswordState state(Entry entry, PolicyInForce policy) {
    return Behera.state(entry, policy);
  }

  @Override
  public final EntryVersion version(Entry entry, Instant readAt) {
    return vocabulary.version(entry, readAt);
  }

  @Override
  public final Optional<Filter> due(Due due) {
    return Behera.due(due, policies);
  }

  @Override
  public final List<PasswordPolicy> policies() {
    return policies.all();
  }

  @Override
  public final Optional<PasswordPolicy> defaultPolicy() {
    return policies.defaultPolicy();
  }

  @Override
  public final Reversal reversal(
      PasswordChange.PutBack change, Optional<EntryVersion> left, EntryVersion now) {
    return new Reversals(vocabulary).of(change, left, now);
  }

  @Override
  public Authorship whoWrote(Write write) {
    return new Attribution(entries).of(write);
  }

  @Override
  public final WriteResult writePolicy(PolicySettings settings) {
    return new PolicyWriter(target, policies).write(settings);
  }
}
