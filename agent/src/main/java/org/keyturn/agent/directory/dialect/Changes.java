package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;

/** What each {@link Action} but a reset writes, and how an entry looks that is already so. */
final class Changes {

  private final Policies policies;
  private final Optional<String> neverPolicy;
  private final Clock clock;

  Changes(Policies policies, Optional<String> neverPolicy, Clock clock) {
    this.policies = policies;
    this.neverPolicy = neverPolicy;
    this.clock = clock;
  }

  /** The modifications, or why there can be none. */
  record Order(List<Modification> modifications, Optional<WriteResult.Rejected> rejected) {
    static Order of(Modification... modifications) {
      return new Order(List.of(modifications), Optional.empty());
    }

    static Order rejected(String reason, String detail) {
      return new Order(List.of(), Optional.of(new WriteResult.Rejected(reason, -1, detail)));
    }
  }

  /**
   * @param pointer the entry's {@code pwdPolicySubentry}
   */
  Order order(Action action, @Nullable String pointer) {
    return switch (action) {
      case FORCE_CHANGE -> Order.of(replace(Behera.RESET, "TRUE"));
      case EXPIRE -> expire(pointer);
      case NEVER_EXPIRE ->
          neverPolicyDn()
              .map(dn -> Order.of(replace(Behera.POINTER, dn)))
              .orElseGet(
                  () ->
                      Order.rejected(
                          "no-never-expire-policy",
                          "set never-expire-policy to the one pwdPolicy entry whose pwdMaxAge is"
                              + " 0"));
      case NEVER_EXPIRE_OFF -> Order.of(replace(Behera.POINTER));
      // Deleted, not replaced by nothing: only then do slapd's failures go with the lock.
      case UNLOCK, ENABLE -> Order.of(new Modification(ModificationType.DELETE, Behera.LOCKED));
      case DISABLE -> disable(pointer);
      case RESET, REMIND -> throw new IllegalArgumentException(action + " is not a flag");
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

  /** The attributes that decide whether the entry is already so, besides its password's age. */
  static List<String> guarded(Action action) {
    return switch (action) {
      case RESET -> List.of(Behera.CHANGED);
      case FORCE_CHANGE -> List.of(Behera.CHANGED, Behera.RESET);
      case EXPIRE -> List.of(Behera.CHANGED, Behera.POINTER);
      case NEVER_EXPIRE, NEVER_EXPIRE_OFF -> List.of(Behera.POINTER);
      case UNLOCK, DISABLE, ENABLE, REMIND -> List.of(Behera.LOCKED);
    };
  }

  /** Whether the entry is as the action would leave it. */
  boolean isSo(Action action, Entry entry) {
    String pointer = entry.getAttributeValue(Behera.POINTER);
    String locked = entry.getAttributeValue(Behera.LOCKED);
    return switch (action) {
      case FORCE_CHANGE -> Boolean.parseBoolean(entry.getAttributeValue(Behera.RESET));
      case EXPIRE ->
          Behera.state(entry, policies.inForce(pointer)).expiry().isPast(clock.instant());
      case NEVER_EXPIRE -> isNeverPolicy(pointer);
      case NEVER_EXPIRE_OFF -> pointer == null || hasMaxAge(pointer);
      case UNLOCK -> locked == null;
      case ENABLE -> !Behera.FOR_GOOD.equals(locked);
      case DISABLE -> Behera.FOR_GOOD.equals(locked);
      case RESET, REMIND -> false;
    };
  }

  /** Whether the entry shows that its password was set, and the flag as it was asked for. */
  boolean isReset(Write write, PasswordChange.Reset reset, Entry after) {
    boolean moved =
        !Behera.same(write.expected(), after, Behera.CHANGED)
            || (write.expected().get(Behera.CSN).isPresent()
                && !Behera.same(write.expected(), after, Behera.CSN));
    boolean must = Boolean.parseBoolean(after.getAttributeValue(Behera.RESET));
    return moved && after.hasAttribute(Behera.CHANGED) && must == reset.mustChange();
  }

  static WriteResult notAsWritten() {
    return new WriteResult.Rejected(
        WriteResult.NOT_AS_WRITTEN,
        0,
        "the server took the change, and the entry does not show it");
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
    return Order.of(replace(Behera.LOCKED, Behera.FOR_GOOD));
  }

  private Order expire(@Nullable String pointer) {
    PolicyInForce policy = policies.inForce(pointer);
    if (policy instanceof PolicyInForce.Unresolved u) {
      return Order.rejected(u.reason(), u.detail());
    }
    Optional<Duration> maxAge = policy.resolved().flatMap(PasswordPolicy::maxAge);
    if (maxAge.isEmpty()) {
      return Order.rejected("never-expires", "the policy in force has no maximum age");
    }
    Instant changed = clock.instant().minus(maxAge.get()).minusSeconds(1);
    return Order.of(replace(Behera.CHANGED, GeneralizedTime.seconds(changed)));
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

  static Modification replace(String attribute, String... values) {
    return new Modification(ModificationType.REPLACE, attribute, values);
  }
}
