package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.keyturn.agent.directory.DirectoryInfo;
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.directory.Feed;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.LdifChange;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.Reversal;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * OpenDJ 5. Passwords and flags are written in one round trip under an assertion; what only its
 * state operation writes is compared right before (see {@link OpenDjStateWrite}).
 */
final class OpenDj implements Dialect {

  private final Target target;
  private final Policies policies;
  private final OpenDjVocabulary vocabulary;
  private final Entries entries;

  private OpenDj(Target target, Policies policies, OpenDjVocabulary vocabulary, Entries entries) {
    this.target = target;
    this.policies = policies;
    this.vocabulary = vocabulary;
    this.entries = entries;
  }

  static OpenDj of(Target target, Clock clock) {
    Optional<String> configured = target.settings().defaultPolicy();
    Policies policies =
        new Policies(
            target.link(),
            target.suffix(),
            configured.or(() -> OpenDjDefaultPolicy.of(target)),
            configured.isPresent() ? "default-policy of the config" : OpenDjState.IN_FORCE,
            PolicyForm.SUBENTRY);
    OpenDjVocabulary vocabulary =
        new OpenDjVocabulary(policies, target.settings().neverExpirePolicy(), clock);
    return new OpenDj(target, policies, vocabulary, new Entries(target, vocabulary, clock));
  }

  @Override
  public String name() {
    return "opendj";
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
    return vocabulary.possible();
  }

  @Override
  public Optional<String> objection(Action action) {
    return action == Action.SPREAD
        ? target.sampleAccount().flatMap(dn -> new OpenDjRights(target).objection(dn))
        : Optional.empty();
  }

  @Override
  public DirectoryInfo.Guard guard(Action action) {
    return OpenDjStateWrite.writes(action)
        ? DirectoryInfo.Guard.COMPARED
        : DirectoryInfo.Guard.PREVENTED;
  }

  @Override
  public List<String> attributes() {
    return OpenDjState.ATTRIBUTES;
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
    return OpenDjState.policy(entry, policies);
  }

  @Override
  public PasswordState state(Entry entry, PolicyInForce policy) {
    return OpenDjState.state(entry, policy);
  }

  @Override
  public EntryVersion version(Entry entry, Instant readAt) {
    return vocabulary.version(entry, readAt);
  }

  @Override
  public Optional<Filter> due(Due due) {
    if (due instanceof Due.MustChange) {
      return Optional.of(Filter.createEqualityFilter(OpenDjState.RESET, "TRUE"));
    }
    if (due instanceof Due.Under under) {
      return Optional.of(Filter.createEqualityFilter(OpenDjState.POINTER, under.policy()));
    }
    if (due instanceof Due.ChangedBefore before) {
      return Optional.of(
          Filter.createORFilter(
              notAfter(OpenDjState.CHANGED, before.instant()), without(OpenDjState.CHANGED)));
    }
    if (due instanceof Due.ExpiresBefore before) {
      return Optional.of(expiresBefore(before.instant()));
    }
    return Optional.empty();
  }

  /** By the server's own reckoning, and whoever it does not tell about. */
  private Filter expiresBefore(Instant instant) {
    List<Filter> any = new ArrayList<>();
    any.add(notAfter(OpenDjState.EXPIRES, instant));
    any.add(without(OpenDjState.IN_FORCE));
    List<Filter> endless = new ArrayList<>();
    for (PasswordPolicy policy : policies.all()) {
      if (policy.maxAge().isEmpty()) {
        endless.add(Filter.createEqualityFilter(OpenDjState.IN_FORCE, policy.dn()));
      }
    }
    any.add(
        Filter.createANDFilter(
            without(OpenDjState.EXPIRES), Filter.createNOTFilter(Filter.createORFilter(endless))));
    return Filter.createORFilter(any);
  }

  private static Filter notAfter(String attribute, Instant instant) {
    Instant roundedUp = instant.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    return Filter.createLessOrEqualFilter(attribute, GeneralizedTime.seconds(roundedUp));
  }

  private static Filter without(String attribute) {
    return Filter.createNOTFilter(Filter.createPresenceFilter(attribute));
  }

  @Override
  public List<PasswordPolicy> policies() {
    return policies.all();
  }

  @Override
  public Optional<PasswordPolicy> defaultPolicy() {
    return policies.defaultPolicy();
  }

  @Override
  public WriteResult apply(Write write) {
    if (write.change() instanceof PasswordChange.Reset reset) {
      return new OpenDjReset(entries).apply(write, reset);
    }
    return OpenDjStateWrite.writes(write.change().touches())
        ? new OpenDjStateWrite(entries, policies).apply(write)
        : new AssertedWrite(entries).apply(write);
  }

  @Override
  public Reversal reversal(
      PasswordChange.PutBack change, Optional<EntryVersion> left, EntryVersion now) {
    return new Reversals(vocabulary).of(change, left, now);
  }

  @Override
  public LdifChange ldif(Write write) {
    return OpenDjStateWrite.writes(write.change().action())
        ? LdifChange.none(
            "OpenDJ does it by an extended operation, which LDIF has not: keyturn apply")
        : new AssertedWrite(entries).ldif(write);
  }

  @Override
  public Optional<Filter> assertion(Write write) {
    return Optional.of(AssertedWrite.unchanged(vocabulary, write));
  }

  @Override
  public Authorship whoWrote(Write write) {
    Authorship told = new Attribution(entries).of(write);
    return told instanceof Authorship.Ours ours
            && write.change() instanceof PasswordChange.Reset reset
            && !reset.mustChange()
        ? new OpenDjReset(entries).finished(write, ours)
        : told;
  }

  @Override
  public WriteResult writePolicy(PolicySettings settings) {
    return new PolicyWriter(target, policies).write(settings);
  }

  @Override
  public Feed feed() {
    return new StampFeed(target, vocabulary, entries.clock());
  }

  @Override
  public String clockMend() {
    return "dsconfig set-access-control-handler-prop --add"
        + " 'global-aci:(target=\"ldap:///cn=monitor\")(targetattr=\"objectClass || currentTime\")"
        + "(version 3.0; acl \"keyturn: clock\"; allow (read,search,compare) userdn=\"ldap:///"
        + target.settings().bindDn()
        + "\";)'";
  }

  @Override
  public String limitsMend() {
    return Mend.replaceAll(
        target.settings().bindDn(),
        List.of("ds-rlim-size-limit", "ds-rlim-lookthrough-limit", "ds-rlim-time-limit"),
        "0");
  }

  /** It says that a value is not there before it says that nobody may take it away. */
  @Override
  public Optional<Boolean> mayWrite(String dn, String attribute) {
    return new OpenDjRights(target).writes(dn, attribute);
  }

  @Override
  public List<Finding> examine() {
    return new OpenDjExamination(target, policies, vocabulary).findings();
  }
}
