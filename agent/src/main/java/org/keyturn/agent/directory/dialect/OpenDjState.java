package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.PolicyInForce;

/**
 * How OpenDJ shows a password's state: draft-behera's attributes where they are stored, and beside
 * them what the server itself concludes, computed at each reading: the policy in force, and when
 * the password ends. The latter is believed before any arithmetic of ours: it knows of temporary
 * passwords that end sooner, and of expired ones that work until their owner was warned.
 */
final class OpenDjState {

  static final String CHANGED = Behera.CHANGED;
  static final String RESET = Behera.RESET;
  static final String LOCKED = Behera.LOCKED;
  static final String DISABLED = "ds-pwp-account-disabled";

  /** What an administrator chose for the one entry; wins over every subentry. */
  static final String POINTER = "ds-pwp-password-policy-dn";

  /** The DN of the policy in force, wherever that comes from; computed. */
  static final String IN_FORCE = "pwdPolicySubentry";

  /** Computed; none where the password never ends. */
  static final String EXPIRES = "ds-pwp-password-expiration-time";

  /** A checksum of the entry. */
  static final String ETAG = "etag";

  /** When its owner was first warned of the end; the password then works a warning interval on. */
  static final String WARNED = "ds-pwp-warned-time";

  private static final String LAST_SIGN_IN = "ds-pwp-last-login-time";

  static final List<String> ATTRIBUTES =
      List.of(
          Behera.ID,
          ETAG,
          CHANGED,
          RESET,
          LOCKED,
          DISABLED,
          POINTER,
          IN_FORCE,
          EXPIRES,
          WARNED,
          LAST_SIGN_IN);

  /** Of the version; a modification is judged by these too. */
  static final List<String> VERSIONED = List.of(CHANGED, RESET, LOCKED, DISABLED, POINTER, WARNED);

  /** The server takes its time from a clock that is read a few times a second. */
  private static final Duration GRANULARITY = Duration.ofSeconds(1);

  /** How far the agent's clock may be off before a run refuses to judge times at all. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private OpenDjState() {}

  static PolicyInForce policy(Entry entry, Policies policies) {
    String inForce = entry.getAttributeValue(IN_FORCE);
    if (inForce != null) {
      return policies
          .at(inForce)
          .<PolicyInForce>map(p -> new PolicyInForce.Resolved(p, IN_FORCE))
          .orElseGet(() -> new PolicyInForce.Unresolved("policy-unreadable", inForce));
    }
    String pointer = entry.getAttributeValue(POINTER);
    return pointer != null
        ? new PolicyInForce.Unresolved("policy-dangling", pointer)
        : new PolicyInForce.Unresolved(
            "policy-unknown", "the server does not show pwdPolicySubentry to the agent");
  }

  static PasswordState state(Entry entry, PolicyInForce policy) {
    return new PasswordState(
        GeneralizedTime.parse(entry.getAttributeValue(CHANGED)),
        isTrue(entry, RESET),
        expiry(entry, policy),
        lock(entry.getAttributeValue(LOCKED), policy),
        !isTrue(entry, DISABLED),
        lastSignIn(entry.getAttributeValue(LAST_SIGN_IN)));
  }

  /** The server's own word; without it, an age that the policy has or has not. */
  private static Expiry expiry(Entry entry, PolicyInForce policy) {
    String expires = entry.getAttributeValue(EXPIRES);
    if (expires != null) {
      return GeneralizedTime.parse(expires)
          .<Expiry>map(Expiry.At::new)
          .orElseGet(() -> new Expiry.Unknown("unreadable-time"));
    }
    if (policy instanceof PolicyInForce.Unresolved u) {
      return new Expiry.Unknown(u.reason());
    }
    return policy.resolved().flatMap(PasswordPolicy::maxAge).isPresent()
        ? new Expiry.Unknown("expiry-not-shown")
        : new Expiry.Never();
  }

  private static Lock lock(@Nullable String locked, PolicyInForce policy) {
    if (locked == null) {
      return Lock.NONE;
    }
    Duration duration =
        policy.resolved().map(PasswordPolicy::lockoutDuration).orElse(Duration.ZERO);
    return GeneralizedTime.parse(locked)
        .filter(at -> !duration.isZero())
        .<Lock>map(at -> new Lock.Until(at.plus(duration)))
        .orElse(Lock.UNTIL_UNLOCKED);
  }

  /** In the format that the policy sets: to the second in UTC as a rule, or the day alone. */
  private static Optional<Instant> lastSignIn(@Nullable String stored) {
    if (stored != null && stored.matches("\\d{8}")) {
      return GeneralizedTime.parse(stored + "000000Z");
    }
    return stored != null && stored.matches("\\d{14}")
        ? GeneralizedTime.parse(stored + "Z")
        : GeneralizedTime.parse(stored);
  }

  /** The server writes {@code true} where an administrator may have written {@code TRUE}. */
  static boolean isTrue(Entry entry, String attribute) {
    return Boolean.parseBoolean(entry.getAttributeValue(attribute));
  }

  /**
   * With {@link #ETAG} where the last change is so recent that another may have left the same time
   * behind; later on it must not be, for it moves with every new phone number.
   */
  static EntryVersion version(Entry entry, Instant readAt) {
    SortedMap<String, String> version = new TreeMap<>();
    VERSIONED.forEach(attribute -> put(version, entry, attribute));
    Duration fresh = GRANULARITY.multipliedBy(2).plus(CLOCK_TOLERANCE);
    GeneralizedTime.parse(entry.getAttributeValue(CHANGED))
        .filter(changed -> changed.isAfter(readAt.minus(fresh)))
        .ifPresent(changed -> put(version, entry, ETAG));
    return new EntryVersion(version);
  }

  /** Matches the entry as long as nothing at all of it changes. */
  static Filter exactly(Entry entry) {
    String etag = entry.getAttributeValue(ETAG);
    return etag == null
        ? Filter.createEqualityFilter(CHANGED, entry.getAttributeValue(CHANGED))
        : Filter.createEqualityFilter(ETAG, etag);
  }

  private static void put(SortedMap<String, String> version, Entry entry, String attribute) {
    String value = entry.getAttributeValue(attribute);
    if (value != null) {
      version.put(attribute, value);
    }
  }
}
