package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.directory.Due;

/**
 * How draft-behera-ldap-password-policy-10 keeps a password's state in operational attributes
 * (section 5.3), as slapd and ApacheDS read them.
 */
final class Behera {

  static final String CHANGED = "pwdChangedTime";
  static final String RESET = "pwdReset";
  static final String LOCKED = "pwdAccountLockedTime";
  static final String FAILURES = "pwdFailureTime";
  static final String POINTER = Policies.POINTER;
  static final String PASSWORD = "userPassword";
  static final String ID = "entryUUID";
  static final String CSN = "entryCSN";
  static final String MODIFIER = "modifiersName";

  /** "Locked for good" (section 5.3.3): what an administrator writes to disable an account. */
  static final String FOR_GOOD = "000001010000Z";

  static final List<String> ATTRIBUTES =
      List.of(ID, CSN, CHANGED, RESET, LOCKED, POINTER, "pwdLastSuccess", "authTimestamp");

  private static final List<String> VERSIONED = List.of(CHANGED, RESET, LOCKED, POINTER);

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** How far the agent's clock may be off before a run refuses to judge times at all. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private Behera() {}

  static Optional<AccountId> id(Entry entry) {
    return Optional.ofNullable(entry.getAttributeValue(ID))
        .filter(v -> !v.isBlank())
        .map(v -> new AccountId(v.toLowerCase(Locale.ROOT)));
  }

  static Optional<Filter> byId(AccountId id) {
    return UUID_TEXT.matcher(id.value()).matches()
        ? Optional.of(Filter.createEqualityFilter(ID, id.value()))
        : Optional.empty();
  }

  static PasswordState state(Entry entry, PolicyInForce policy) {
    String changed = entry.getAttributeValue(CHANGED);
    Optional<Instant> changedAt = GeneralizedTime.parse(changed);
    return new PasswordState(
        changedAt,
        Boolean.parseBoolean(entry.getAttributeValue(RESET)),
        expiry(changed, changedAt, policy),
        lock(entry.getAttributeValue(LOCKED), policy),
        !FOR_GOOD.equals(entry.getAttributeValue(LOCKED)),
        GeneralizedTime.parse(entry.getAttributeValue("pwdLastSuccess"))
            .or(() -> GeneralizedTime.parse(entry.getAttributeValue("authTimestamp"))));
  }

  /**
   * Where a maximum age is in force and no change was ever recorded, slapd and ApacheDS let the
   * account in for ever; nobody meant that, so it is not called "never".
   */
  private static Expiry expiry(
      @Nullable String changed, Optional<Instant> changedAt, PolicyInForce policy) {
    if (policy instanceof PolicyInForce.Unresolved u) {
      return new Expiry.Unknown(u.reason());
    }
    Optional<Duration> maxAge = policy.resolved().flatMap(PasswordPolicy::maxAge);
    if (maxAge.isEmpty()) {
      return new Expiry.Never();
    }
    if (changed == null) {
      return new Expiry.Unknown("never-changed");
    }
    return changedAt
        .<Expiry>map(at -> new Expiry.At(at.plus(maxAge.get())))
        .orElseGet(() -> new Expiry.Unknown("unreadable-time"));
  }

  private static Lock lock(@Nullable String locked, PolicyInForce policy) {
    if (locked == null) {
      return Lock.NONE;
    }
    if (FOR_GOOD.equals(locked)) {
      return Lock.UNTIL_UNLOCKED;
    }
    Duration duration =
        policy.resolved().map(PasswordPolicy::lockoutDuration).orElse(Duration.ZERO);
    return GeneralizedTime.parse(locked)
        .filter(at -> !duration.isZero())
        .<Lock>map(at -> new Lock.Until(at.plus(duration)))
        .orElse(Lock.UNTIL_UNLOCKED);
  }

  /**
   * The attributes that a change must find unchanged.
   *
   * @param granularity how coarsely the server writes {@code pwdChangedTime}; zero: finely enough.
   *     A second password change within it leaves the same time behind, so for an entry read so
   *     soon after a change (by clocks that may differ) {@code entryCSN} belongs to the version
   *     too. Later on it must not: it moves with every sign-in and with every new phone number.
   */
  static EntryVersion version(Entry entry, Instant readAt, Duration granularity) {
    SortedMap<String, String> version = new TreeMap<>();
    for (String attribute : VERSIONED) {
      put(version, entry, attribute);
    }
    Duration fresh = granularity.multipliedBy(2).plus(CLOCK_TOLERANCE);
    boolean recent =
        GeneralizedTime.parse(entry.getAttributeValue(CHANGED))
            .map(changed -> changed.isAfter(readAt.minus(fresh)))
            .orElse(false);
    if (recent && !granularity.isZero()) {
      put(version, entry, CSN);
    }
    return new EntryVersion(version);
  }

  private static void put(SortedMap<String, String> version, Entry entry, String attribute) {
    String value = entry.getAttributeValue(attribute);
    if (value != null) {
      version.put(attribute, value);
    }
  }

  /** A superset of the accounts meant, by indexed attributes as far as that goes. */
  static Optional<Filter> due(Due due, Policies policies) {
    if (due instanceof Due.MustChange) {
      return Optional.of(Filter.createEqualityFilter(RESET, "TRUE"));
    }
    if (due instanceof Due.Under under) {
      return Optional.of(Filter.createEqualityFilter(POINTER, under.policy()));
    }
    if (due instanceof Due.ChangedBefore before) {
      return Optional.of(Filter.createORFilter(changedBefore(before.instant()), unrecorded()));
    }
    if (due instanceof Due.ExpiresBefore before) {
      return expiresBefore(before.instant(), policies);
    }
    return Optional.empty();
  }

  /** With the shortest age of all policies; and whoever's policy is not among those known. */
  private static Optional<Filter> expiresBefore(Instant instant, Policies policies) {
    if (policies.defaultPolicy().isEmpty()) {
      return Optional.empty(); // then everyone without a pointer is of unknown expiry
    }
    List<Filter> any = new ArrayList<>();
    any.add(unrecorded());
    List<Filter> pointers = new ArrayList<>();
    for (PasswordPolicy policy : policies.all()) {
      pointers.add(Filter.createEqualityFilter(POINTER, policy.dn()));
    }
    any.add(
        Filter.createANDFilter(
            Filter.createPresenceFilter(POINTER),
            Filter.createNOTFilter(Filter.createORFilter(pointers))));
    policies.all().stream()
        .flatMap(p -> p.maxAge().stream())
        .min(Duration::compareTo)
        .ifPresent(shortest -> any.add(changedBefore(instant.minus(shortest))));
    return Optional.of(Filter.createORFilter(any));
  }

  private static Filter changedBefore(Instant instant) {
    Instant roundedUp = instant.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    return Filter.createLessOrEqualFilter(CHANGED, GeneralizedTime.seconds(roundedUp));
  }

  private static Filter unrecorded() {
    return Filter.createNOTFilter(Filter.createPresenceFilter(CHANGED));
  }
}
