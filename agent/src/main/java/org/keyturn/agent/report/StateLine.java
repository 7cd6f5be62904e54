package org.keyturn.agent.report;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.policy.AccountState;

/**
 * One of the figures, in words.
 *
 * @param id the spelling of command line and output
 * @param label for people
 * @param meaning a sentence without a full stop
 * @param count empty where it cannot be told
 */
public record StateLine(String id, String label, String meaning, Optional<Count> count) {

  /** In the order that people read them. */
  public static List<StateLine> of(Figures figures) {
    return List.of(
        line(figures, AccountState.EXPIRED, "expired", "the password has ended"),
        line(
            figures,
            AccountState.EXPIRING,
            "expiring",
            "it ends within " + Phrases.amount(figures.soon())),
        line(figures, AccountState.MUST_CHANGE, "must change", "at the next sign-in"),
        line(figures, AccountState.LOCKED, "locked", "a right password is refused"),
        line(figures, AccountState.NO_RECOVERY, "no recovery", "cannot help themselves"),
        line(figures, AccountState.NEVER_EXPIRES, "never expires", "the password has no end"),
        new StateLine(
            "never-signed-in",
            "never signed in",
            figures.neverSignedIn().isPresent()
                ? "no sign-in is recorded"
                : "the directory tells nobody's sign-ins",
            figures.neverSignedIn()),
        line(
            figures,
            AccountState.INACTIVE,
            "inactive",
            "no sign-in for " + Phrases.amount(AccountState.INACTIVE_AFTER)),
        line(figures, AccountState.DISABLED, "disabled", "by an administrator"),
        line(figures, AccountState.OK, "in order", "nothing keeps them out"));
  }

  private static StateLine line(Figures figures, AccountState state, String label, String meaning) {
    return new StateLine(state.id(), label, meaning, Optional.of(figures.of(state)));
  }

  boolean is(AccountState state) {
    return id.equals(state.id());
  }

  /** Whether somebody is kept from working. */
  boolean isBad() {
    return is(AccountState.EXPIRED) || is(AccountState.LOCKED);
  }
}
