package org.keyturn.agent.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.plan.PlannedAccount.Verdict;
import org.keyturn.agent.policy.Decision;
import org.keyturn.agent.policy.Period;
import org.keyturn.agent.policy.Spacing;
import org.keyturn.agent.policy.Spreading;

/**
 * Gives the accounts of a plan their ends, once it is known how many there are. Of each that may be
 * moved it holds a few numbers; everything else stays on disk.
 */
final class SpreadPlan {

  private final Spreading spreading;
  private final Instant now;
  private final Function<AccountId, Optional<Instant>> moved;
  private final List<Spacing.Candidate> candidates = new ArrayList<>();
  private Duration warning = Duration.ZERO;

  /**
   * @param moved the end that the last spread gave an account, if one did
   */
  SpreadPlan(Spreading spreading, Instant now, Function<AccountId, Optional<Instant>> moved) {
    this.spreading = spreading;
    this.now = now;
    this.moved = moved;
  }

  /**
   * Before anybody is looked at.
   *
   * @throws SelectionException where this directory cannot, or the period has begun
   */
  static void refuseImpossible(Directory directory, PlanOptions options, Instant now) {
    Optional<String> objection = directory.objection(Action.SPREAD);
    if (objection.isPresent()) {
      throw new SelectionException(
          List.of(
              directory.info().name()
                  + " ("
                  + directory.info().dialect()
                  + ") cannot spread: "
                  + objection.get()));
    }
    if (options.spreading().orElseThrow().start() instanceof Spreading.Start.At at
        && at.instant().isBefore(now)) {
      throw new SelectionException(
          List.of(
              "the period would begin at "
                  + at.instant()
                  + ", which is past: give a later --from (or from: in the job)"));
    }
  }

  /** One that may be moved, in the order of the plan. */
  void add(Account account) {
    PasswordPolicy policy = account.policy().resolved().orElseThrow();
    Instant end = account.state().expiry().end().orElseThrow();
    candidates.add(Spacing.Candidate.of(account.id(), end, policy, moved.apply(account.id())));
    if (policy.warn().compareTo(warning) > 0) {
      warning = policy.warn();
    }
  }

  Period period() {
    return spreading.period(now, warning);
  }

  /** The same accounts in the same order, each that may be moved with its end. */
  PlanSpool placed(Plan unplaced, Path folder) {
    PlanSpool spool = new PlanSpool(Action.SPREAD, folder);
    try (PlanCursor accounts = unplaced.accounts()) {
      Iterator<Spacing.Place> places = Spacing.of(candidates, period(), now).iterator();
      while (accounts.hasNext()) {
        PlannedAccount account = accounts.next();
        spool.add(account.verdict() == Verdict.CHANGE ? placed(account, places.next()) : account);
      }
      return spool;
    } catch (RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  private static PlannedAccount placed(PlannedAccount account, Spacing.Place place) {
    if (place.decision() instanceof Decision.Change change) {
      return account.with(Verdict.CHANGE, change.reason(), "", Optional.of(place.end()));
    }
    if (place.decision() instanceof Decision.Skip skip) {
      return account.with(Verdict.SKIPPED, skip.reason(), skip.detail(), Optional.empty());
    }
    Decision.AlreadySo so = (Decision.AlreadySo) place.decision();
    return account.with(Verdict.ALREADY_SO, so.reason(), "", Optional.empty());
  }
}
