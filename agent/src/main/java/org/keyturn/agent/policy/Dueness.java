package org.keyturn.agent.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.Reminders;

/** Whether a {@link Rule} means an account at an instant. An age of exactly the limit is due. */
sealed interface Dueness {

  /**
   * @param why for people
   */
  record Due(String why) implements Dueness {}

  record NotDue() implements Dueness {}

  /**
   * @param reason kebab-case
   */
  record CannotTell(String reason) implements Dueness {}

  static Dueness of(Question q) {
    PasswordState state = q.account().state();
    Instant now = q.now();
    if (q.rule() instanceof Rule.PasswordOlderThan rule) {
      return state
          .changedAt()
          .map(at -> olderThan(at, rule.age(), now, "password is %s old"))
          .orElse(new CannotTell("change-time-unknown"));
    }
    if (q.rule() instanceof Rule.ExpiresWithin rule) {
      return expiresWithin(state.expiry(), rule.time(), now);
    }
    if (q.rule() instanceof Rule.RemindAt rule) {
      return remindAt(state.expiry(), rule.reminders(), now);
    }
    if (q.rule() instanceof Rule.NeverSignedInSinceReset rule) {
      return neverSignedIn(state, rule.after(), now);
    }
    if (q.rule() instanceof Rule.InactiveFor rule) {
      return state
          .lastSignInAt()
          .or(state::changedAt)
          .map(at -> olderThan(at, rule.time(), now, "no sign-in for %s"))
          .orElse(new CannotTell("sign-in-unknown"));
    }
    return new Due("selected");
  }

  private static Dueness olderThan(Instant at, Duration limit, Instant now, String why) {
    Duration age = Duration.between(at, now);
    return age.compareTo(limit) >= 0 ? new Due(String.format(why, Amount.days(age))) : new NotDue();
  }

  private static Dueness expiresWithin(Expiry expiry, Duration time, Instant now) {
    if (expiry instanceof Expiry.Unknown unknown) {
      return new CannotTell(unknown.reason());
    }
    if (!(expiry instanceof Expiry.At at) || at.instant().isAfter(now.plus(time))) {
      return new NotDue();
    }
    return new Due(ending(at.instant(), now));
  }

  private static Dueness remindAt(Expiry expiry, Reminders reminders, Instant now) {
    if (expiry instanceof Expiry.Unknown unknown) {
      return new CannotTell(unknown.reason());
    }
    Optional<Duration> point = expiry.end().flatMap(end -> reminders.due(end, now));
    return point.isEmpty()
        ? new NotDue()
        : new Due(ending(expiry.end().orElseThrow(), now) + "; " + RemindWords.of(point.get()));
  }

  private static String ending(Instant end, Instant now) {
    Duration left = Duration.between(now, end);
    if (left.isNegative() || left.isZero()) {
      return "password expired";
    }
    return left.toHours() == 0
        ? "password expires within the hour"
        : "password expires in " + Amount.of(left);
  }

  private static Dueness neverSignedIn(PasswordState state, Duration after, Instant now) {
    if (!state.mustChange()) {
      return new NotDue();
    }
    if (state.changedAt().isEmpty()) {
      return new CannotTell("change-time-unknown");
    }
    Instant reset = state.changedAt().get();
    boolean signedIn = state.lastSignInAt().filter(at -> at.isAfter(reset)).isPresent();
    return signedIn
        ? new NotDue()
        : olderThan(reset, after, now, "initial password unchanged for %s");
  }
}
