package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Write;

/** What OpenDJ calls things: see {@link OpenDjState}. */
final class OpenDjVocabulary implements Vocabulary {

  private static final List<String> STATE = new ArrayList<>(OpenDjState.ATTRIBUTES);

  /** The version of an entry whose password was changed a moment ago. */
  private static final List<String> RECENT = new ArrayList<>(OpenDjState.VERSIONED);

  static {
    STATE.addAll(List.of("modifiersName", "modifyTimestamp"));
    RECENT.add(OpenDjState.ETAG);
  }

  private final Policies policies;
  private final Optional<String> neverPolicy;
  private final Clock clock;

  /**
   * @param neverPolicy the policy for whoever never expires; empty: the only one without an age
   */
  OpenDjVocabulary(Policies policies, Optional<String> neverPolicy, Clock clock) {
    this.policies = policies;
    this.neverPolicy = neverPolicy;
    this.clock = clock;
  }

  @Override
  public List<String> attributes() {
    return STATE;
  }

  @Override
  public List<String> proof(Write write) {
    boolean recent =
        write.change() instanceof PasswordChange.Reset
            || write.expected().get(OpenDjState.ETAG).isPresent();
    return recent ? RECENT : OpenDjState.VERSIONED;
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
    return OpenDjState.version(entry, readAt);
  }

  @Override
  public List<String> guarded(Action action, EntryVersion planned) {
    List<String> guarded = new ArrayList<>(guarded(action));
    if (guarded.contains(OpenDjState.CHANGED) && planned.get(OpenDjState.ETAG).isPresent()) {
      guarded.add(OpenDjState.ETAG);
    }
    return guarded;
  }

  private static List<String> guarded(Action action) {
    return switch (action) {
      case RESET -> List.of(OpenDjState.CHANGED);
      case FORCE_CHANGE, FORCE_CHANGE_OFF -> List.of(OpenDjState.CHANGED, OpenDjState.RESET);
      case EXPIRE, SPREAD -> List.of(OpenDjState.CHANGED, OpenDjState.POINTER);
      case NEVER_EXPIRE, NEVER_EXPIRE_OFF, SYNC -> List.of(OpenDjState.POINTER);
      case UNLOCK -> List.of(OpenDjState.LOCKED);
      case DISABLE, ENABLE, REMIND, REMOVE, RESTORE, PURGE, UNDO -> List.of(OpenDjState.DISABLED);
    };
  }

  @Override
  public Order order(Action action, EntryVersion planned) {
    return switch (action) {
      case FORCE_CHANGE -> Order.of(Vocabulary.replace(OpenDjState.RESET, "TRUE"));
      case FORCE_CHANGE_OFF -> Order.of(Vocabulary.replace(OpenDjState.RESET));
      case NEVER_EXPIRE ->
          neverPolicyDn()
              .map(dn -> Order.of(Vocabulary.replace(OpenDjState.POINTER, dn)))
              .orElseGet(
                  () ->
                      Order.rejected(
                          "no-never-expire-policy",
                          "set never-expire-policy to the one pwdPolicy subentry whose pwdMaxAge"
                              + " is 0"));
      case NEVER_EXPIRE_OFF -> Order.of(Vocabulary.replace(OpenDjState.POINTER));
      case DISABLE -> Order.of(Vocabulary.replace(OpenDjState.DISABLED, "true"));
      case ENABLE -> Order.of(Vocabulary.replace(OpenDjState.DISABLED));
      case RESET, EXPIRE, SPREAD, UNLOCK, REMIND, SYNC, REMOVE, RESTORE, PURGE, UNDO ->
          throw new IllegalArgumentException(action + " is no modification of a flag");
    };
  }

  @Override
  public Order assign(Optional<String> policy, EntryVersion planned) {
    return Order.of(
        Vocabulary.replace(OpenDjState.POINTER, policy.stream().toArray(String[]::new)));
  }

  @Override
  public boolean isUnder(Optional<String> policy, Entry entry) {
    return Vocabulary.names(entry.getAttributeValue(OpenDjState.POINTER), policy);
  }

  @Override
  public List<String> sets(Action action) {
    return switch (action) {
      case FORCE_CHANGE, FORCE_CHANGE_OFF -> List.of(OpenDjState.RESET);
      case EXPIRE -> List.of(OpenDjState.CHANGED);
      case SPREAD -> List.of(OpenDjState.CHANGED, OpenDjState.WARNED);
      case NEVER_EXPIRE, NEVER_EXPIRE_OFF, SYNC -> List.of(OpenDjState.POINTER);
      case UNLOCK -> List.of(OpenDjState.LOCKED);
      case DISABLE, ENABLE -> List.of(OpenDjState.DISABLED);
      case RESET, REMIND, REMOVE, RESTORE, PURGE, UNDO ->
          throw new IllegalArgumentException(action + " is not a flag");
    };
  }

  @Override
  public Order putBack(Action undone, EntryVersion before) {
    if (undone == Action.UNLOCK) {
      return Order.rejected(
          "not-undoable", "OpenDJ alone locks accounts out, by failures; disable keeps them out");
    }
    if ((undone == Action.EXPIRE || undone == Action.SPREAD)
        && before.get(OpenDjState.CHANGED).isEmpty()) {
      return Order.rejected("not-undoable", "the entry had no time of the last change");
    }
    return Vocabulary.super.putBack(undone, before);
  }

  /** Without what cannot be done here. */
  Set<Action> possible() {
    Set<Action> possible = Action.ofAnyAccount();
    if (neverPolicyDn().isEmpty()) {
      possible.remove(Action.NEVER_EXPIRE);
    }
    return Set.copyOf(possible);
  }

  /** Said in so many words both ways: a flag left out is set by the policy in force. */
  @Override
  public List<Modification> reset(byte[] password, boolean mustChange) {
    return List.of(
        new Modification(ModificationType.REPLACE, Behera.PASSWORD, password),
        Vocabulary.replace(
            OpenDjState.RESET, Boolean.toString(mustChange).toUpperCase(Locale.ROOT)));
  }

  @Override
  public boolean isSo(Action action, Entry entry) {
    String pointer = entry.getAttributeValue(OpenDjState.POINTER);
    return switch (action) {
      case FORCE_CHANGE -> mustChange(entry);
      case FORCE_CHANGE_OFF -> !mustChange(entry);
      case EXPIRE ->
          OpenDjState.state(entry, OpenDjState.policy(entry, policies))
              .expiry()
              .isPast(clock.instant());
      case NEVER_EXPIRE -> isNeverPolicy(pointer);
      case NEVER_EXPIRE_OFF -> pointer == null || hasMaxAge(pointer);
      case UNLOCK -> !entry.hasAttribute(OpenDjState.LOCKED);
      case DISABLE -> OpenDjState.isTrue(entry, OpenDjState.DISABLED);
      case ENABLE -> !OpenDjState.isTrue(entry, OpenDjState.DISABLED);
      case RESET, SPREAD, REMIND, SYNC, REMOVE, RESTORE, PURGE, UNDO -> false;
    };
  }

  /** Not by a modification: {@link OpenDjStateWrite} writes it. */
  @Override
  public Order spread(Instant expiry, EntryVersion planned) {
    throw new IllegalArgumentException("a spread is no modification");
  }

  @Override
  public boolean endsAt(Instant expiry, Entry entry) {
    return Vocabulary.isEnd(expiry, OpenDjState.state(entry, OpenDjState.policy(entry, policies)));
  }

  @Override
  public boolean isReset(Write write, PasswordChange.Reset reset, Entry after) {
    EntryVersion expected = write.expected();
    boolean moved =
        !Vocabulary.same(expected, after, OpenDjState.CHANGED)
            || (expected.get(OpenDjState.ETAG).isPresent()
                && !Vocabulary.same(expected, after, OpenDjState.ETAG));
    return moved
        && after.hasAttribute(OpenDjState.CHANGED)
        && mustChange(after) == reset.mustChange();
  }

  @Override
  public boolean mustChange(Entry entry) {
    return OpenDjState.isTrue(entry, OpenDjState.RESET);
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
