package org.keyturn.agent.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.policy.AccountState;

/**
 * What one pass over the directory counted. States overlap, as in {@code users}; by the end of the
 * password each account is counted once: it is expired, ends in one of the weeks or later, never
 * ends, or cannot be told.
 *
 * @param at the instant that it was judged for
 * @param soon how near an expiry counts as expiring
 * @param all everyone who was looked at
 * @param states every {@link AccountState} has a count
 * @param neverSignedIn empty where nobody has a recorded sign-in, so that it cannot be told
 * @param weeks by the end of the password
 * @param later whose password ends after the last of the weeks
 * @param untold whose end cannot be told
 * @param admins those of them who are members of a protected group
 */
public record Figures(
    Instant at,
    Duration soon,
    Count all,
    Map<AccountState, Count> states,
    Optional<Count> neverSignedIn,
    List<Week> weeks,
    Count later,
    Count untold,
    Admins admins) {

  public Figures {
    states = Map.copyOf(states);
    weeks = List.copyOf(weeks);
  }

  public Count of(AccountState state) {
    return states.getOrDefault(state, Count.NONE);
  }

  /**
   * @param until exclusively
   */
  public record Week(Instant from, Instant until, Count count) {}

  /**
   * @param count how many there are
   * @param unreachable how many of them have no address that does not hang on their password
   * @param shown the first of those
   */
  public record Admins(long count, long unreachable, List<Admin> shown) {

    public Admins {
      shown = List.copyOf(shown);
    }

    /** "1 of 3 admins has no recovery address". */
    String sentence() {
      return Phrases.number(unreachable)
          + " of "
          + Phrases.count(count, "admin", "admins")
          + (unreachable == 1 ? " has no recovery address" : " have no recovery address");
    }

    /** How many are not shown. */
    public long more() {
      return unreachable - shown.size();
    }
  }

  /** Untrusted text, all of it. */
  public record Admin(String login, String dn, Optional<String> name) {}
}
