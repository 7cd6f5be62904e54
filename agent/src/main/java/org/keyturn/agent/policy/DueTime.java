package org.keyturn.agent.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keyturn.agent.account.PasswordState;

/** From when on a rule will mean an account, if nothing changes: for {@code explain}. */
public final class DueTime {

  private DueTime() {}

  /**
   * @return empty where, as things are, it never will; an instant before {@code now} where it does
   */
  public static Optional<Instant> of(Rule rule, PasswordState state, Instant now) {
    if (rule instanceof Rule.PasswordOlderThan r) {
      return state.changedAt().map(at -> at.plus(r.age()));
    }
    if (rule instanceof Rule.ExpiresWithin r) {
      return state.expiry().end().map(at -> at.minus(r.time()));
    }
    if (rule instanceof Rule.RemindAt r) {
      return state.expiry().end().flatMap(end -> point(r, end, now).map(end::minus));
    }
    if (rule instanceof Rule.NeverSignedInSinceReset r) {
      return state.mustChange()
          ? state
              .changedAt()
              .filter(reset -> state.lastSignInAt().filter(at -> at.isAfter(reset)).isEmpty())
              .map(reset -> reset.plus(r.after()))
          : Optional.empty();
    }
    if (rule instanceof Rule.InactiveFor r) {
      return state.lastSignInAt().or(state::changedAt).map(at -> at.plus(r.time()));
    }
    return Optional.of(now);
  }

  private static Optional<Duration> point(Rule.RemindAt rule, Instant end, Instant now) {
    return rule.reminders().due(end, now).or(() -> rule.reminders().next(end, now));
  }

  /** The rule in words. */
  public static String sentence(Rule rule) {
    if (rule instanceof Rule.PasswordOlderThan r) {
      return "when the password is " + Amount.of(r.age()) + " old";
    }
    if (rule instanceof Rule.ExpiresWithin r) {
      return "when the password expires within " + Amount.of(r.time());
    }
    if (rule instanceof Rule.RemindAt r) {
      return RemindWords.of(r.reminders());
    }
    if (rule instanceof Rule.NeverSignedInSinceReset r) {
      return "when the initial password is unchanged after " + Amount.of(r.after());
    }
    if (rule instanceof Rule.InactiveFor r) {
      return "after " + Amount.of(r.time()) + " without a sign-in";
    }
    return "always";
  }
}
