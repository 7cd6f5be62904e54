package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Write;

/** What 389-DS calls things. */
final class Ds389Vocabulary implements Vocabulary {

  static final List<String> STATE =
      List.of(
          Ds389State.ID,
          Ds389State.CHANGED,
          Ds389State.EXPIRES,
          Ds389State.POINTER,
          Ds389State.DISABLED,
          Ds389State.UNLOCKS,
          Ds389State.FAILURES,
          Ds389State.FAILURES_FORGOTTEN,
          Ds389State.WARNED,
          Ds389State.USN,
          Ds389State.LAST_LOGIN,
          Ds389State.MODIFIER,
          Ds389State.MODIFIED);

  private final Ds389Policies policies;
  private final Clock clock;

  Ds389Vocabulary(Ds389Policies policies, Clock clock) {
    this.policies = policies;
    this.clock = clock;
  }

  @Override
  public List<String> attributes() {
    return STATE;
  }

  @Override
  public Optional<AccountId> id(Entry entry) {
    return Ds389State.id(entry);
  }

  @Override
  public Optional<Filter> byId(AccountId id) {
    return Ds389State.byId(id);
  }

  @Override
  public Optional<Filter> byIds(List<AccountId> ids) {
    return Ds389State.byIds(ids);
  }

  @Override
  public EntryVersion version(Entry entry, Instant readAt) {
    return Ds389State.version(entry, readAt);
  }

  /** Without what cannot be done here. */
  Set<Action> possible(Set<Action> all) {
    Set<Action> possible = EnumSet.copyOf(all);
    if (policies.neverExpires().isEmpty()) {
      possible.remove(Action.NEVER_EXPIRE);
    }
    return Set.copyOf(possible);
  }

  @Override
  public List<String> guarded(Action action, EntryVersion planned) {
    return switch (action) {
      case RESET, FORCE_CHANGE, FORCE_CHANGE_OFF -> password(planned);
      case EXPIRE, SPREAD -> {
        List<String> all = new ArrayList<>(password(planned));
        all.add(Ds389State.POINTER);
        yield List.copyOf(all);
      }
      case NEVER_EXPIRE, NEVER_EXPIRE_OFF, SYNC -> List.of(Ds389State.POINTER);
      case UNLOCK -> List.of(Ds389State.UNLOCKS);
      case DISABLE, ENABLE, REMIND, REMOVE, RESTORE, PURGE, UNDO -> List.of(Ds389State.DISABLED);
    };
  }

  /**
   * What moves with the password. The date also moves with a first sign-in, and with one shortly
   * before the end: it is only looked at where the server does not write when a password was set.
   */
  private static List<String> password(EntryVersion planned) {
    if (planned.get(Ds389State.CHANGED).isEmpty()) {
      return List.of(Ds389State.CHANGED, Ds389State.EXPIRES);
    }
    return planned.get(Ds389State.USN).isEmpty()
        ? List.of(Ds389State.CHANGED)
        : List.of(Ds389State.CHANGED, Ds389State.USN);
  }

  /**
   * The attribute whose old value is deleted and added again with a write: the time of the last
   * change, or without one the date of the end. An entry with neither never had its password set
   * under a policy, and is compared by reading alone.
   */
  static String swapped(Action action, EntryVersion planned) {
    return switch (action) {
      case UNLOCK -> Ds389State.UNLOCKS;
      case DISABLE, ENABLE -> Ds389State.DISABLED;
      default ->
          planned.get(Ds389State.CHANGED).isPresent() ? Ds389State.CHANGED : Ds389State.EXPIRES;
    };
  }

  /** A date that means "never" is an exemption too: it goes with the account's own policy. */
  @Override
  public Order assign(Optional<String> policy, EntryVersion planned) {
    Modification pointer =
        Vocabulary.replace(Ds389State.POINTER, policy.stream().toArray(String[]::new));
    return policy.isEmpty() && isExempt(planned)
        ? Order.of(
            pointer, Vocabulary.replace(Ds389State.EXPIRES, end(planned, policies.inForce(null))))
        : Order.of(pointer);
  }

  @Override
  public boolean isUnder(Optional<String> policy, Entry entry) {
    return Vocabulary.names(entry.getAttributeValue(Ds389State.POINTER), policy)
        && (policy.isPresent()
            || !Ds389State.NEVER.equals(entry.getAttributeValue(Ds389State.EXPIRES)));
  }

  private static boolean isExempt(EntryVersion version) {
    return version.get(Ds389State.EXPIRES).equals(Optional.of(Ds389State.NEVER));
  }

  @Override
  public Order putBack(Action undone, EntryVersion before) {
    return undone == Action.SYNC && isExempt(before)
        ? Order.rejected(
            "not-undoable",
            "passwordExpirationTime said never, and the date that stands there now is the"
                + " server's own")
        : Vocabulary.super.putBack(undone, before);
  }

  @Override
  public List<String> sets(Action action) {
    return switch (action) {
      case FORCE_CHANGE, FORCE_CHANGE_OFF -> List.of(Ds389State.EXPIRES);
      case EXPIRE, SPREAD -> List.of(Ds389State.EXPIRES, Ds389State.WARNED);
      case NEVER_EXPIRE, NEVER_EXPIRE_OFF, SYNC -> List.of(Ds389State.POINTER);
      case UNLOCK ->
          List.of(Ds389State.UNLOCKS, Ds389State.FAILURES, Ds389State.FAILURES_FORGOTTEN);
      case DISABLE, ENABLE -> List.of(Ds389State.DISABLED);
      case RESET, REMIND, REMOVE, RESTORE, PURGE, UNDO ->
          throw new IllegalArgumentException(action + " is not a flag");
    };
  }

  @Override
  public Order order(Action action, EntryVersion planned) {
    PolicyInForce policy = policies.inForce(planned.attributes().get(Ds389State.POINTER));
    return switch (action) {
      case FORCE_CHANGE -> forceChange(policy);
      case FORCE_CHANGE_OFF ->
          Order.of(Vocabulary.replace(Ds389State.EXPIRES, end(planned, policy)));
      case EXPIRE -> expire(policy);
      case NEVER_EXPIRE ->
          policies
              .neverExpires()
              .map(dn -> Order.of(Vocabulary.replace(Ds389State.POINTER, dn)))
              .orElseGet(
                  () ->
                      Order.rejected(
                          "no-never-expire-policy",
                          "set never-expire-policy to a passwordPolicy entry with passwordExp: off"
                              + " and passwordMustChange: on"));
      case NEVER_EXPIRE_OFF -> Order.of(Vocabulary.replace(Ds389State.POINTER));
      case UNLOCK ->
          Order.of(
              Vocabulary.replace(Ds389State.UNLOCKS),
              Vocabulary.replace(Ds389State.FAILURES),
              Vocabulary.replace(Ds389State.FAILURES_FORGOTTEN));
      // In small letters, which the server does not care about and dsidm does: it would tell of
      // "TRUE" that the account is active, and refuse to unlock it.
      case DISABLE -> Order.of(Vocabulary.replace(Ds389State.DISABLED, "true"));
      case ENABLE -> Order.of(Vocabulary.replace(Ds389State.DISABLED));
      case RESET, SPREAD, REMIND, SYNC, REMOVE, RESTORE, PURGE, UNDO ->
          throw new IllegalArgumentException(action + " is not a flag");
    };
  }

  /** Where the policy does not ask for it, the server would turn the date into an ordinary one. */
  private static Order forceChange(PolicyInForce policy) {
    Optional<PasswordPolicy> terms = policy.resolved();
    return terms.isPresent() && !terms.get().mustChange()
        ? Order.rejected(
            "must-change-not-honoured", "passwordMustChange is not on on " + terms.get().dn())
        : Order.of(Vocabulary.replace(Ds389State.EXPIRES, Ds389State.AT_ONCE));
  }

  /**
   * The date that the server would have written when the password was set; where nobody knows when
   * that was, or nothing expires, the one that lets it start at the next sign-in.
   */
  static String end(EntryVersion version, PolicyInForce policy) {
    return policy
        .resolved()
        .flatMap(PasswordPolicy::maxAge)
        .flatMap(
            age ->
                GeneralizedTime.parse(version.attributes().get(Ds389State.CHANGED))
                    .map(set -> GeneralizedTime.seconds(set.plus(age))))
        .orElse(Ds389State.NOT_YET);
  }

  private Order expire(PolicyInForce policy) {
    return endingAt(clock.instant().minusSeconds(1), policy);
  }

  @Override
  public Order spread(Instant expiry, EntryVersion planned) {
    return endingAt(expiry, policies.inForce(planned.attributes().get(Ds389State.POINTER)));
  }

  @Override
  public boolean endsAt(Instant expiry, Entry entry) {
    return Vocabulary.isEnd(expiry, Ds389State.state(entry, inForce(entry), Optional.empty()));
  }

  /**
   * "Warned", or the server would give whoever was not warned yet the time to be: from their first
   * sign-in within the warning interval the date would be another one. They are warned all the
   * same.
   */
  private static Order endingAt(Instant end, PolicyInForce policy) {
    if (policy instanceof PolicyInForce.Unresolved u) {
      return Order.rejected(u.reason(), u.detail());
    }
    if (policy.resolved().flatMap(PasswordPolicy::maxAge).isEmpty()) {
      return Order.rejected("never-expires", "the policy in force has passwordExp: off");
    }
    return Order.of(
        Vocabulary.replace(Ds389State.EXPIRES, GeneralizedTime.seconds(end)),
        Vocabulary.replace(Ds389State.WARNED, "1"));
  }

  /**
   * The password alone: a date in the same modification is overwritten by the server, which says
   * nothing. Whether the person must change it is {@link Ds389Reset}'s second step.
   */
  @Override
  public List<Modification> reset(byte[] password, boolean mustChange) {
    return List.of(new Modification(ModificationType.REPLACE, Ds389State.PASSWORD, password));
  }

  @Override
  public boolean mustChange(Entry entry) {
    return Ds389State.mustChange(entry, inForce(entry));
  }

  PolicyInForce inForce(Entry entry) {
    return policies.inForce(entry.getAttributeValue(Ds389State.POINTER));
  }

  @Override
  public boolean isSo(Action action, Entry entry) {
    @Nullable String pointer = entry.getAttributeValue(Ds389State.POINTER);
    boolean disabled = Boolean.parseBoolean(entry.getAttributeValue(Ds389State.DISABLED));
    return switch (action) {
      case FORCE_CHANGE -> mustChange(entry);
      case FORCE_CHANGE_OFF -> !mustChange(entry);
      case EXPIRE ->
          Ds389State.state(entry, inForce(entry), Optional.empty())
              .expiry()
              .isPast(clock.instant());
      case NEVER_EXPIRE -> isNeverPolicy(pointer);
      case NEVER_EXPIRE_OFF -> pointer == null || hasMaxAge(pointer);
      case UNLOCK -> Ds389State.failures(entry) == 0 && !entry.hasAttribute(Ds389State.UNLOCKS);
      case DISABLE -> disabled;
      case ENABLE -> !disabled;
      case RESET, SPREAD, REMIND, SYNC, REMOVE, RESTORE, PURGE, UNDO -> false;
    };
  }

  @Override
  public boolean isReset(Write write, PasswordChange.Reset reset, Entry after) {
    boolean counted =
        write.expected().get(Ds389State.USN).isPresent()
            && !Vocabulary.same(write.expected(), after, Ds389State.USN);
    return (counted || moved(write.expected(), after)) && mustChange(after) == reset.mustChange();
  }

  /** Whether the server has written what it writes after a password. */
  static boolean moved(EntryVersion before, Entry after) {
    return !Vocabulary.same(before, after, Ds389State.CHANGED)
        || !Vocabulary.same(before, after, Ds389State.EXPIRES);
  }

  private boolean isNeverPolicy(@Nullable String pointer) {
    return pointer != null
        && NormalDn.isDn(pointer)
        && policies
            .neverExpires()
            .map(dn -> NormalDn.of(dn).equals(NormalDn.of(pointer)))
            .orElseGet(() -> !hasMaxAge(pointer));
  }

  private boolean hasMaxAge(String pointer) {
    return policies.at(pointer).flatMap(p -> p.terms().maxAge()).isPresent();
  }
}
