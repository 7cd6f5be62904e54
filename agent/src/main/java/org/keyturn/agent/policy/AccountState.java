package org.keyturn.agent.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordState;

/** The words for what an account's password is like; several may hold at once. */
public enum AccountState {
  /** None of the others that keep somebody out or soon will. */
  OK,
  EXPIRING,
  EXPIRED,
  MUST_CHANGE,
  LOCKED,
  DISABLED,
  NEVER_EXPIRES,
  /** No address that does not hang on this password. */
  NO_RECOVERY,
  INACTIVE;

  /** How long without a sign-in counts as inactive. */
  public static final Duration INACTIVE_AFTER = Duration.ofDays(90);

  /** How near an expiry counts as expiring, unless somebody says otherwise. */
  public static final Duration SOON = Duration.ofDays(14);

  /** The spelling of command line, config and output. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<AccountState> byId(String id) {
    return Stream.of(values()).filter(s -> s.id().equals(id)).findFirst();
  }

  /**
   * @param soon how near an expiry must be to count as expiring
   * @return in the order of the enum; never empty
   */
  public static Set<AccountState> of(Account account, Duration soon, Instant now) {
    boolean reachable = account.recoveryMail().isPresent() || account.mobile().isPresent();
    return of(account.state(), reachable, soon, now);
  }

  /**
   * As above, of an account of which no more is known.
   *
   * @param reachable whether it has an address that does not hang on this password
   */
  public static Set<AccountState> of(
      PasswordState state, boolean reachable, Duration soon, Instant now) {
    Set<AccountState> all = EnumSet.noneOf(AccountState.class);
    if (state.expiry().isPast(now)) {
      all.add(EXPIRED);
    } else if (state.expiry().isPast(now.plus(soon))) {
      all.add(EXPIRING);
    }
    if (state.mustChange()) {
      all.add(MUST_CHANGE);
    }
    // Some servers disable an account by a lock without an end: then it is one thing, said once.
    boolean lockDisables = !state.enabled() && state.lock().equals(Lock.UNTIL_UNLOCKED);
    if (state.lock().holds(now) && !lockDisables) {
      all.add(LOCKED);
    }
    if (!state.enabled()) {
      all.add(DISABLED);
    }
    if (all.isEmpty()) {
      all.add(OK);
    }
    if (state.expiry() instanceof Expiry.Never) {
      all.add(NEVER_EXPIRES);
    }
    if (!reachable) {
      all.add(NO_RECOVERY);
    }
    if (state.lastSignInAt().filter(at -> at.plus(INACTIVE_AFTER).isBefore(now)).isPresent()) {
      all.add(INACTIVE);
    }
    return all;
  }
}
