package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.Optional;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;

/**
 * One account of a run.
 *
 * @param seq its place in the plan, from 0
 * @param id its identity
 * @param dn where it stood when the plan was read
 * @param login for people
 * @param why why the plan chose or skipped it
 * @param before the pre-image
 * @param state where it stands
 * @param reason kebab-case: why it is skipped, failed or parked; empty otherwise
 * @param detail for people; may be empty
 * @param attempts how many times a write was intended
 * @param at when the state was last set
 * @param deliverTo where its password goes, where that was said for this account alone
 * @param given whether its password was chosen by an operator and sealed when the run began
 * @param after what the entry looked like right after the write; empty where there was none, or an
 *     older version wrote
 * @param endsAt for a spread: when the account's password is to end
 * @param policy for a sync: the DN of the policy that it is to be under, blank for the default
 * @param person the account of the same person in the first of several runs that were begun
 *     together; empty in that one
 */
public record Item(
    long seq,
    AccountId id,
    String dn,
    String login,
    String why,
    EntryVersion before,
    State state,
    String reason,
    String detail,
    int attempts,
    Optional<Instant> at,
    Optional<String> deliverTo,
    boolean given,
    Optional<EntryVersion> after,
    Optional<Instant> endsAt,
    Optional<String> policy,
    Optional<AccountId> person) {

  /** One of which nothing more was said. */
  public Item(
      long seq,
      AccountId id,
      String dn,
      String login,
      String why,
      EntryVersion before,
      State state,
      String reason,
      String detail,
      int attempts,
      Optional<Instant> at) {
    this(
        seq,
        id,
        dn,
        login,
        why,
        before,
        state,
        reason,
        detail,
        attempts,
        at,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** One that no policy was declared for. */
  public Item(
      long seq,
      AccountId id,
      String dn,
      String login,
      String why,
      EntryVersion before,
      State state,
      String reason,
      String detail,
      int attempts,
      Optional<Instant> at,
      Optional<String> deliverTo,
      boolean given,
      Optional<EntryVersion> after) {
    this(
        seq,
        id,
        dn,
        login,
        why,
        before,
        state,
        reason,
        detail,
        attempts,
        at,
        deliverTo,
        given,
        after,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * {@code PLANNED → INTENT → APPLIED | ALREADY_SO | SKIPPED | FAILED | PARKED}; {@code INTENT →
   * UNKNOWN} where no answer came or the process that waited for it is gone, and from there to an
   * outcome or back to {@code PLANNED} once the directory was read.
   */
  public enum State {
    PLANNED(false),
    INTENT(false),
    UNKNOWN(false),
    APPLIED(true),
    ALREADY_SO(true),
    SKIPPED(true),
    FAILED(true),
    PARKED(true);

    private final boolean outcome;

    State(boolean outcome) {
      this.outcome = outcome;
    }

    /** Whether the account is accounted for. */
    public boolean isOutcome() {
      return outcome;
    }
  }
}
