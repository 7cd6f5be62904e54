package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Write;

/**
 * What slapd and ApacheDS call things: the attributes of draft-behera, and entries' own identity.
 */
final class BeheraVocabulary implements Vocabulary {

  private static final List<String> STATE =
      List.of(
          Behera.ID,
          Behera.CSN,
          Behera.CHANGED,
          Behera.RESET,
          Behera.LOCKED,
          Behera.FAILURES,
          Behera.POINTER,
          Behera.MODIFIER,
          "modifyTimestamp");

  private static final List<String> PROOF =
      List.of(Behera.CSN, Behera.CHANGED, Behera.RESET, Behera.LOCKED, Behera.POINTER);

  private final Policies policies;
  private final Optional<String> neverPolicy;
  private final Duration granularity;
  private final Clock clock;

  /**
   * @param neverPolicy the policy for whoever never expires; empty: the only one without an age
   * @param granularity how coarsely the server writes {@code pwdChangedTime}; zero: finely enough
   */
  BeheraVocabulary(
      Policies policies, Optional<String> neverPolicy, Duration granularity, Clock clock) {
    this.policies = policies;
    this.neverPolicy = neverPolicy;
    this.granularity = granularity;
    this.clock = clock;
  }

  @Override
  public List<String> attributes() {
    return STATE;
  }

  @Override
  public List<String> proof(Write write) {
    return PROOF;
  }

  @Override
  public Optional<AccountId> id(Entry entry) {
    return Behera.id(entry);
  }

  @Override
  public Optional<Filter> byId(AccountId id) {
    return Behera.byId(id);
  }

  @Override
  public EntryVersion version(Entry entry, Instant readAt) {
    return Behera.version(entry, readAt, granularity);
  }

  @Override
  public Order order(Action action, EntryVersion planned) {
    String pointer = planned.attributes().get(Behera.POINTER);
    return switch (action) {
      case FORCE_CHANGE -> Order.of(Vocabulary.replace(Behera.RESET, "TRUE"));
      case FORCE_CHANGE_OFF -> Order.of(Vocabulary.replace(Behera.RESET));
      case EXPIRE -> expire(pointer);
      case NEVER_EXPIRE ->
          neverPolicyDn()
              .map(dn -> Order.of(Vocabulary.replace(Behera.POINTER, dn)))
              .orElseGet(
                  () ->
                      Order.rejected(
                          "no-never-expire-policy",
                          "set never-expire-policy to the one pwdPolicy entry whose pwdMaxAge is"
                              + " 0"));
      case NEVER_EXPIRE_OFF -> Order.of(Vocabulary.replace(Behera.POINTER));
      // Deleted, not replaced by nothing: only then do slapd's failures go with the lock.
      case UNLOCK, ENABLE -> Order.of(new Modification(ModificationType.DELETE, Behera.LOCKED));
      case DISABLE -> disable(pointer);
      case RESET, SPREAD, REMIND, SYNC, REMOVE, RESTORE, PURGE, UNDO ->
          throw new IllegalArgumentException(action + " is not a flag");
    };
  }

  @Override
  public Order assign(Optional<String> policy, EntryVersion planned) {
    return Order.of(Vocabulary.replace(Behera.POINTER, policy.stream().toArray(String[]::new)));
  }

  @Override
  public boolean isUnder(Optional<String> policy, Entry entry) {
    return Vocabulary.names(entry.getAttributeValue(Behera.POINTER), policy);
  }

  @Override
  public List<String> sets(Action action) {
    return switch (action) {
      case FORCE_CHANGE, FORCE_CHANGE_OFF -> List.of(Behera.RESET);
      case EXPIRE, SPREAD -> List.of(Behera.CHANGED);
      case NEVER_EXPIRE, NEVER_EXPIRE_OFF, SYNC -> List.of(Behera.POINTER);
      case UNLOCK, DISABLE, ENABLE -> List.of(Behera.LOCKED);
      case RESET, REMIND, REMOVE, RESTORE, PURGE, UNDO ->
          throw new IllegalArgumentException(action + " is not a flag");
    };
  }

  /** Without what cannot be done here. */
  Set<Action> possible(Set<Action> all) {
    Set<Action> possible = EnumSet.copyOf(all);
    if (neverPolicyDn().isEmpty()) {
      possible.remove(Action.NEVER_EXPIRE);
    }
    return Set.copyOf(possible);
  }

  @Override
  public List<Modification> reset(byte[] password, boolean mustChange) {
    return List.of(
        new Modification(ModificationType.REPLACE, Behera.PASSWORD, password),
        mustChange(mustChange));
  }

  /** Said explicitly both ways: what the server does by itself hangs on the policy in force. */
  static Modification mustChange(boolean must) {
    return must ? Vocabulary.replace(Behera.RESET, "TRUE") : Vocabulary.replace(Behera.RESET);
  }

  @Override
  public boolean mustChange(Entry entry) {
    return Boolean.parseBoolean(entry.getAttributeValue(Behera.RESET));
  }

  /** With {@code entryCSN} where the version has it: see {@link Behera#version}. */
  @Override
  public List<String> guarded(Action action, EntryVersion planned) {
    List<String> guarded = guarded(action);
    if (!guarded.contains(Behera.CHANGED) || planned.get(Behera.CSN).isEmpty()) {
      return guarded;
    }
    return Stream.concat(guarded.stream(), Stream.of(Behera.CSN)).toList();
  }

  private static List<String> guarded(Action action) {
    return switch (action) {
      case RESET -> List.of(Behera.CHANGED);
      case FORCE_CHANGE, FORCE_CHANGE_OFF -> List.of(Behera.CHANGED, Behera.RESET);
      case EXPIRE, SPREAD -> List.of(Behera.CHANGED, Behera.POINTER);
      case NEVER_EXPIRE, NEVER_EXPIRE_OFF, SYNC -> List.of(Behera.POINTER);
      case UNLOCK, DISABLE, ENABLE, REMIND, REMOVE, RESTORE, PURGE, UNDO -> List.of(Behera.LOCKED);
    };
  }

  @Override
  public boolean isSo(Action action, Entry entry) {
    String pointer = entry.getAttributeValue(Behera.POINTER);
    String locked = entry.getAttributeValue(Behera.LOCKED);
    return switch (action) {
      case FORCE_CHANGE -> mustChange(entry);
      case FORCE_CHANGE_OFF -> !mustChange(entry);
      case EXPIRE ->
          Behera.state(entry, policies.inForce(pointer)).expiry().isPast(clock.instant());
      case NEVER_EXPIRE -> isNeverPolicy(pointer);
      case NEVER_EXPIRE_OFF -> pointer == null || hasMaxAge(pointer);
      case UNLOCK -> locked == null;
      case ENABLE -> !Behera.FOR_GOOD.equals(locked);
      case DISABLE -> Behera.FOR_GOOD.equals(locked);
      case RESET, SPREAD, REMIND, SYNC, REMOVE, RESTORE, PURGE, UNDO -> false;
    };
  }

  @Override
  public boolean isReset(Write write, PasswordChange.Reset reset, Entry after) {
    boolean moved =
        !Vocabulary.same(write.expected(), after, Behera.CHANGED)
            || (write.expected().get(Behera.CSN).isPresent()
                && !Vocabulary.same(write.expected(), after, Behera.CSN));
    return moved && after.hasAttribute(Behera.CHANGED) && mustChange(after) == reset.mustChange();
  }

  Optional<String> neverPolicyDn() {
    if (neverPolicy.isPresent()) {
      return neverPolicy
          .flatMap(policies::at)
          .filter(p -> p.maxAge().isEmpty())
          .map(PasswordPolicy::dn);
    }
    List<PasswordPolicy> without =
        policies.all().stream().filter(p -> p.maxAge().isEmpty()).toList();
    return without.size() == 1 ? Optional.of(without.get(0).dn()) : Optional.empty();
  }

  /** Under a policy without lockout nothing looks at the mark. */
  private Order disable(@Nullable String pointer) {
    Optional<PasswordPolicy> policy = policies.inForce(pointer).resolved();
    if (policy.isPresent() && !policy.get().lockout()) {
      return Order.rejected(
          "lockout-off", "pwdLockout is not TRUE on " + policy.get().dn() + ": it has no effect");
    }
    return Order.of(Vocabulary.replace(Behera.LOCKED, Behera.FOR_GOOD));
  }

  private Order expire(@Nullable String pointer) {
    return endingAt(clock.instant().minusSeconds(1), pointer);
  }

  /** The end itself is stored nowhere: it is the time of the last change and the maximum age. */
  @Override
  public Order spread(Instant expiry, EntryVersion planned) {
    return endingAt(expiry, planned.attributes().get(Behera.POINTER));
  }

  private Order endingAt(Instant end, @Nullable String pointer) {
    PolicyInForce policy = policies.inForce(pointer);
    if (policy instanceof PolicyInForce.Unresolved u) {
      return Order.rejected(u.reason(), u.detail());
    }
    Optional<Duration> maxAge = policy.resolved().flatMap(PasswordPolicy::maxAge);
    if (maxAge.isEmpty()) {
      return Order.rejected("never-expires", "the policy in force has no maximum age");
    }
    Instant changed = end.minus(maxAge.get());
    return changed.isAfter(clock.instant())
        ? Order.rejected("beyond-max-age", "the policy's maximum age ends it before " + end)
        : Order.of(Vocabulary.replace(Behera.CHANGED, GeneralizedTime.seconds(changed)));
  }

  @Override
  public boolean endsAt(Instant expiry, Entry entry) {
    PolicyInForce policy = policies.inForce(entry.getAttributeValue(Behera.POINTER));
    return Vocabulary.isEnd(expiry, Behera.state(entry, policy));
  }

  private boolean isNeverPolicy(@Nullable String pointer) {
    return pointer != null
        && NormalDn.isDn(pointer)
        && neverPolicyDn()
            .map(dn -> NormalDn.of(dn).equals(NormalDn.of(pointer)))
            .orElseGet(() -> policies.at(pointer).filter(p -> p.maxAge().isEmpty()).isPresent());
  }

  private boolean hasMaxAge(String pointer) {
    return policies.at(pointer).flatMap(PasswordPolicy::maxAge).isPresent();
  }
}
