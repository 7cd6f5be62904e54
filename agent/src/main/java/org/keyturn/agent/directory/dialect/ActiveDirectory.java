package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
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
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Due;
import org.keyturn.agent.directory.Failures;
import org.keyturn.agent.directory.Feed;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.directory.LdifChange;
import org.keyturn.agent.directory.PolicySettings;
import org.keyturn.agent.directory.Reversal;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/**
 * Active Directory, as a Samba domain controller was seen to keep it; what Samba cannot show stands
 * in {@code agent/docs/microsoft-ad.md}.
 */
final class ActiveDirectory implements Dialect {

  private final Target target;
  private final AdPolicies policies;
  private final AdVocabulary vocabulary;
  private final Entries entries;
  private final AdReadings readings;
  private final Clock clock;

  private ActiveDirectory(Target target, boolean samba, Clock clock) {
    this.target = target;
    this.policies = new AdPolicies(target, samba);
    this.vocabulary = new AdVocabulary();
    this.entries = new Entries(target, vocabulary, clock);
    this.readings = new AdReadings(target, policies, samba);
    this.clock = clock;
  }

  static ActiveDirectory of(Target target, Clock clock) {
    String vendor = target.rootDse().getAttributeValue("vendorName");
    return new ActiveDirectory(target, vendor != null && vendor.startsWith("Samba"), clock);
  }

  @Override
  public String name() {
    return "ad";
  }

  @Override
  public String product() {
    return target.product().isBlank() ? "Microsoft Active Directory" : target.product();
  }

  @Override
  public String suffix() {
    return policies.domain();
  }

  @Override
  public Set<Action> actions() {
    return Set.copyOf(
        EnumSet.complementOf(
            EnumSet.of(
                Action.EXPIRE,
                Action.SPREAD,
                Action.SYNC,
                Action.REMOVE,
                Action.RESTORE,
                Action.PURGE,
                Action.UNDO)));
  }

  @Override
  public Optional<String> objection(Action action) {
    return action == Action.SPREAD ? Optional.of(AdVocabulary.NO_DATE) : Optional.empty();
  }

  @Override
  public List<String> attributes() {
    return AdState.ATTRIBUTES;
  }

  @Override
  public Reading reading() {
    return readings.next();
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
    return policies.inForce(entry.getAttributeValue(AdState.POLICY));
  }

  @Override
  public PasswordState state(Entry entry, PolicyInForce policy) {
    return AdState.of(entry, policy, clock.instant());
  }

  @Override
  public EntryVersion version(Entry entry, Instant readAt) {
    return vocabulary.version(entry, readAt);
  }

  @Override
  public Optional<Filter> due(Due due) {
    return new AdDue(policies).filter(due);
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
  public Set<String> builtIn() {
    return new AdBuiltIn(target, policies.domain()).dns();
  }

  @Override
  public WriteResult apply(Write write) {
    Optional<WriteResult> without = withoutEffect(write);
    return without.orElseGet(
        () ->
            named(
                write.change().touches(),
                new CompareAndSwap(entries)
                    .apply(write, AdVocabulary.guard(write.change().touches()))));
  }

  @Override
  public Optional<Batch> batch(List<Write> writes) {
    SharedReads reads =
        new SharedReads(
            entries, writes, write -> AdVocabulary.guard(write.change().touches()), this::apply);
    return Optional.of(
        new Batch() {
          @Override
          public WriteResult apply(Write write) {
            return withoutEffect(write)
                .orElseGet(() -> named(write.change().touches(), reads.apply(write)));
          }

          @Override
          public List<WriteResult> confirmed(List<Write> writes, List<WriteResult> results) {
            return reads.confirmed(writes, results);
          }
        });
  }

  private WriteResult named(Action action, WriteResult result) {
    if (!(result instanceof WriteResult.Rejected r)) {
      return result;
    }
    // ERROR_PASSWORD_RESTRICTION: too short, too simple, or had before; another may be taken.
    if (r.resultCode() == ResultCode.CONSTRAINT_VIOLATION_INT_VALUE
        && r.detail().contains("0000052D")) {
      return new WriteResult.Rejected(
          WriteResult.PASSWORD_REFUSED + "policy", r.resultCode(), r.detail());
    }
    return r.resultCode() == ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE
        ? new WriteResult.Rejected(r.reason(), r.resultCode(), r.detail() + mend(action))
        : r;
  }

  private String mend(Action action) {
    try {
      return "; " + AdDelegation.of(target, policies).change(AdVocabulary.written(action));
    } catch (LDAPException | DirectoryException e) {
      return ""; // the rights that are missing are named all the same
    }
  }

  /** What the server would take with success, and what would change nothing or too much. */
  private Optional<WriteResult> withoutEffect(Write write) {
    Action action = write.change().action();
    String control = write.expected().attributes().get(AdState.CONTROL);
    boolean mustChange =
        action == Action.FORCE_CHANGE
            || (write.change() instanceof PasswordChange.Reset reset && reset.mustChange());
    if (mustChange && AdState.has(control, AdState.NEVER_EXPIRES)) {
      return rejected(
          "never-expires",
          "\"password never expires\" (DONT_EXPIRE_PASSWORD) is set, and with it nobody must change"
              + " a password: clear it first (never-expire --off), or reset with"
              + " --no-force-change");
    }
    if (action == Action.ENABLE
        && !AdState.has(control, AdState.DISABLED)
        && AdState.isAccountExpired(
            write.expected().attributes().get(AdState.ACCOUNT_EXPIRES), clock.instant())) {
      return rejected(
          "account-expired",
          "the account is not disabled, its accountExpires has passed: set that to 0 or to a later"
              + " date");
    }
    return Optional.empty();
  }

  private static Optional<WriteResult> rejected(String reason, String detail) {
    return Optional.of(new WriteResult.Rejected(reason, -1, detail));
  }

  @Override
  public Reversal reversal(
      PasswordChange.PutBack change, Optional<EntryVersion> left, EntryVersion now) {
    return new Reversals(vocabulary).of(change, left, now);
  }

  @Override
  public LdifChange ldif(Write write) {
    return withoutEffect(write)
        .map(
            result ->
                LdifChange.none(
                    result instanceof WriteResult.Rejected r
                        ? r.reason() + ": " + r.detail()
                        : "it would have no effect"))
        .orElseGet(
            () ->
                new CompareAndSwap(entries)
                    .ldif(write, AdVocabulary.guard(write.change().action())));
  }

  @Override
  public Authorship whoWrote(Write write) {
    Authorship authorship = new Attribution(entries).of(write);
    if (authorship instanceof Authorship.CannotTell untold
        && write.change() instanceof PasswordChange.Reset reset) {
      return writtenAgain(write, reset, untold);
    }
    return authorship instanceof Authorship.Ours && wasChangedSince(write)
        ? new Authorship.SomebodyElse("the person changed it")
        : authorship;
  }

  /**
   * An entry does not tell who wrote it, and whoever is disabled or locked out is refused with the
   * right password too. Where the person cannot have chosen another one since, for being disabled
   * or because they still have to, the same password is written once more: then it is known.
   */
  private Authorship writtenAgain(
      Write write, PasswordChange.Reset reset, Authorship.CannotTell untold) {
    try {
      Optional<Entry> now =
          entries
              .byId(write.id())
              .filter(
                  entry ->
                      AdState.has(entry, AdState.DISABLED)
                          || (reset.mustChange() && vocabulary.mustChange(entry)));
      if (now.isEmpty()) {
        return untold;
      }
      WriteResult again =
          apply(new Write(write.id(), now.get().getDN(), entries.version(now.get()), reset));
      return again instanceof WriteResult.Applied applied
          ? new Authorship.Ours(applied.after())
          : untold;
    } catch (LDAPException e) {
      return new Authorship.CannotTell(Failures.said(e));
    }
  }

  /** A password that was just replaced may still sign in (for an hour, with Samba): no proof. */
  private boolean wasChangedSince(Write write) {
    if (!(write.change() instanceof PasswordChange.Reset reset) || !reset.mustChange()) {
      return false;
    }
    try {
      return entries.byId(write.id()).filter(entry -> !vocabulary.mustChange(entry)).isPresent();
    } catch (LDAPException e) {
      throw Failures.read(e, "reading who wrote a password");
    }
  }

  @Override
  public Optional<List<String>> namedBy(String policy) {
    return Optional.of(policies.namedBy(policy));
  }

  @Override
  public WriteResult writePolicy(PolicySettings settings) {
    return new AdPolicyWriter(target, policies).write(settings);
  }

  @Override
  public Feed feed() {
    return new UsnFeed(target, vocabulary);
  }

  /** An exchange of the old one for the new one is judged as its owner's, whoever sends it. */
  @Override
  public boolean sparesTheAgent() {
    return false;
  }

  @Override
  public List<Finding> examine() {
    return new AdExamination(target, policies).findings();
  }
}
