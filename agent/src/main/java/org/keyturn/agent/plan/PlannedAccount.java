package org.keyturn.agent.plan;

import java.time.Instant;
import java.util.Optional;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.policy.Decision;

/**
 * One account of a plan.
 *
 * @param id its identity
 * @param dn where it stood
 * @param login for people; untrusted text
 * @param verdict what the plan makes of it
 * @param reason why it is due, for people; or why it is left alone, kebab-case
 * @param detail for people; may be empty
 * @param before the pre-image
 * @param deliverTo where its new password goes, where that is known for this account alone
 * @param endsAt for a spread: when its password is to end
 * @param policy for a sync: the DN of the policy that it is to be under, blank for the default
 * @param person the account of the same person in the first of several plans that were made
 *     together; empty in that one
 */
public record PlannedAccount(
    AccountId id,
    String dn,
    String login,
    Verdict verdict,
    String reason,
    String detail,
    EntryVersion before,
    Optional<String> deliverTo,
    Optional<Instant> endsAt,
    Optional<String> policy,
    Optional<AccountId> person) {

  /** One of a plan that stands alone, or goes first. */
  public PlannedAccount(
      AccountId id,
      String dn,
      String login,
      Verdict verdict,
      String reason,
      String detail,
      EntryVersion before,
      Optional<String> deliverTo,
      Optional<Instant> endsAt,
      Optional<String> policy) {
    this(
        id,
        dn,
        login,
        verdict,
        reason,
        detail,
        before,
        deliverTo,
        endsAt,
        policy,
        Optional.empty());
  }

  /** One whose password ends when it does, under the policy that it is under. */
  public PlannedAccount(
      AccountId id,
      String dn,
      String login,
      Verdict verdict,
      String reason,
      String detail,
      EntryVersion before,
      Optional<String> deliverTo) {
    this(
        id,
        dn,
        login,
        verdict,
        reason,
        detail,
        before,
        deliverTo,
        Optional.empty(),
        Optional.empty());
  }

  /** One whose password goes where the run's options say. */
  public PlannedAccount(
      AccountId id,
      String dn,
      String login,
      Verdict verdict,
      String reason,
      String detail,
      EntryVersion before) {
    this(id, dn, login, verdict, reason, detail, before, Optional.empty());
  }

  /** One that is named by itself, as it was decided for. */
  static PlannedAccount of(
      AccountId id, String dn, String login, Decision decision, EntryVersion before) {
    if (decision instanceof Decision.Change c) {
      return new PlannedAccount(id, dn, login, Verdict.CHANGE, c.reason(), "", before);
    }
    if (decision instanceof Decision.AlreadySo a) {
      return new PlannedAccount(id, dn, login, Verdict.ALREADY_SO, a.reason(), "", before);
    }
    return decision instanceof Decision.Skip s
        ? new PlannedAccount(id, dn, login, Verdict.SKIPPED, s.reason(), s.detail(), before)
        : new PlannedAccount(id, dn, login, Verdict.SKIPPED, "", "", before);
  }

  /** The same account, decided anew. */
  PlannedAccount with(Verdict other, String why, String more, Optional<Instant> end) {
    return new PlannedAccount(
        id, dn, login, other, why, more, before, deliverTo, end, policy, person);
  }

  /** The same account, of somebody who has another in the first plan. */
  PlannedAccount of(AccountId somebody) {
    return new PlannedAccount(
        id,
        dn,
        login,
        verdict,
        reason,
        detail,
        before,
        deliverTo,
        endsAt,
        policy,
        Optional.of(somebody));
  }

  public enum Verdict {
    CHANGE("change"),
    ALREADY_SO("alreadySo"),
    SKIPPED("skipped");

    private final String id;

    Verdict(String id) {
      this.id = id;
    }

    /** The spelling of the plan file. */
    public String id() {
      return id;
    }
  }
}
