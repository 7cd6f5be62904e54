package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.PolicyInForce;

/**
 * What Active Directory's attributes say about one account's password: the only place that knows
 * the sentinels. Pure; see MS-ADTS, sections 3.1.1.4.5.17 and 3.1.1.4.5.36, for the computed ones.
 */
final class AdState {

  static final String ID = "objectGUID";
  static final String CHANGED = "pwdLastSet";
  static final String CONTROL = "userAccountControl";
  static final String LOCKED = "lockoutTime";
  static final String ACCOUNT_EXPIRES = "accountExpires";
  static final String SIGNED_IN = "lastLogonTimestamp";

  // Computed by the server for whoever asks for them; a filter on one matches nothing, with success
  static final String EXPIRES = "msDS-UserPasswordExpiryTimeComputed";
  static final String CONTROL_NOW = "msDS-User-Account-Control-Computed";
  static final String POLICY = "msDS-ResultantPSO";

  static final List<String> STORED =
      List.of(ID, CHANGED, CONTROL, LOCKED, ACCOUNT_EXPIRES, SIGNED_IN, "uSNChanged");

  static final List<String> COMPUTED = List.of(EXPIRES, CONTROL_NOW, POLICY);

  static final List<String> ATTRIBUTES = Stream.concat(STORED.stream(), COMPUTED.stream()).toList();

  static final int DISABLED = 0x2;
  static final int LOCKED_OUT = 0x10;
  static final int NEVER_EXPIRES = 0x10000;

  /** Besides {@link #NEVER_EXPIRES}: trusts, machines, and people who need a smart card. */
  static final int NO_AGE = 0x800 | 0x1000 | 0x2000 | 0x40000 | NEVER_EXPIRES;

  private AdState() {}

  static PasswordState of(Entry entry, PolicyInForce policy, Instant now) {
    return new PasswordState(
        AdTime.instant(entry.getAttributeValue(CHANGED)),
        mustChange(entry),
        expiry(entry, policy),
        lock(entry, policy),
        !has(entry, DISABLED) && !isAccountExpired(entry.getAttributeValue(ACCOUNT_EXPIRES), now),
        AdTime.instant(entry.getAttributeValue(SIGNED_IN)));
  }

  /** A password that never expires lets its owner in whatever {@code pwdLastSet} says. */
  static boolean mustChange(Entry entry) {
    return "0".equals(entry.getAttributeValue(CHANGED)) && !has(entry, NO_AGE);
  }

  static boolean has(Entry entry, int anyOf) {
    return has(entry.getAttributeValue(CONTROL), anyOf);
  }

  static boolean has(@Nullable String control, int anyOf) {
    OptionalLong bits = AdTime.number(control);
    return bits.isPresent() && (bits.getAsLong() & anyOf) != 0;
  }

  /** Both 0 and the maximum say "never". */
  static boolean isAccountExpired(@Nullable String accountExpires, Instant now) {
    return AdTime.instant(accountExpires).filter(at -> !at.isAfter(now)).isPresent();
  }

  /** What the server computes goes first: it knows the policy even where we may not read it. */
  private static Expiry expiry(Entry entry, PolicyInForce policy) {
    if (has(entry, NO_AGE)) {
      return new Expiry.Never();
    }
    OptionalLong changed = AdTime.number(entry.getAttributeValue(CHANGED));
    if (changed.isPresent() && changed.getAsLong() == 0) {
      return new Expiry.Unknown("must-change");
    }
    OptionalLong computed = AdTime.number(entry.getAttributeValue(EXPIRES));
    if (computed.isPresent() && computed.getAsLong() == AdTime.NEVER) {
      return new Expiry.Never();
    }
    if (computed.isPresent() && computed.getAsLong() > 0) {
      return AdTime.instant(computed.getAsLong())
          .<Expiry>map(Expiry.At::new)
          .orElseGet(Expiry.Never::new);
    }
    return byAge(entry, policy);
  }

  private static Expiry byAge(Entry entry, PolicyInForce policy) {
    if (policy instanceof PolicyInForce.Unresolved u) {
      return new Expiry.Unknown(u.reason());
    }
    Optional<Duration> maxAge = policy.resolved().flatMap(PasswordPolicy::maxAge);
    if (maxAge.isEmpty()) {
      return new Expiry.Never();
    }
    return AdTime.instant(entry.getAttributeValue(CHANGED))
        .<Expiry>map(at -> new Expiry.At(at.plus(maxAge.get())))
        .orElseGet(() -> new Expiry.Unknown("never-changed"));
  }

  /** The server leaves {@code lockoutTime} as it is when the lock has run out. */
  private static Lock lock(Entry entry, PolicyInForce policy) {
    Optional<Instant> since = AdTime.instant(entry.getAttributeValue(LOCKED));
    if (since.isEmpty()) {
      return Lock.NONE;
    }
    Optional<Duration> duration = policy.resolved().map(PasswordPolicy::lockoutDuration);
    if (duration.isPresent()) {
      return duration.get().isZero()
          ? Lock.UNTIL_UNLOCKED
          : new Lock.Until(since.get().plus(duration.get()));
    }
    String computed = entry.getAttributeValue(CONTROL_NOW);
    return computed == null || has(computed, LOCKED_OUT) ? Lock.UNTIL_UNLOCKED : Lock.NONE;
  }
}
