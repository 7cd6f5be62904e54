package org.keyturn.agent.plan;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.policy.Decision;

/**
 * Makes frozen plans that bring back those who were removed, whichever runs removed them. Who that
 * is stands in the ledger; whether they can come back is asked of the directory. Reads; changes
 * nothing.
 */
public final class RestorePlanner {

  private static final String NOT_RESTORABLE = "not-restorable";
  private static final String ALREADY_BACK = "already-back";

  private final Clock clock;
  private final Former former;
  private final FormerPlans plans;

  /**
   * @param folder where plans are spooled while they are made
   */
  public RestorePlanner(Directory directory, Clock clock, Path folder, Former former) {
    this.clock = clock;
    this.former = former;
    this.plans = new FormerPlans(directory, folder, former);
  }

  /**
   * Decides for everybody who is named and freezes the result. The caller closes it.
   *
   * @throws PlanException where the config names no archive, or it does not exist
   * @throws SelectionException where somebody is named who was never removed, or nobody by name
   */
  public Plan plan(PlanRequest request) {
    plans.refuseWithoutArchive(request);
    Selection selection = request.selection();
    if (selection.isSearch() || !selection.states().isEmpty()) {
      throw new SelectionException(
          List.of(
              "who comes back is named one by one (login, mail, former DN or id), or in --csv FILE;"
                  + " all of a run: keyturn undo RUN"));
    }
    if (selection.isEmpty() && selection.listing().problems().isEmpty()) {
      throw new SelectionException(
          List.of(
              "nobody is named: give logins, mail addresses, former DNs or ids, or --csv FILE; who"
                  + " was removed: keyturn users --state removed"));
    }
    boolean partial = request.options().lifecycle().partial();
    return plans.freeze(
        request,
        plans.named(selection),
        clock.instant(),
        (one, account) -> decision(one, account, partial));
  }

  private Decision decision(FormerAccount one, Account account, boolean partial) {
    return one.isGone()
        ? UndoRules.decide(former.of(account, partial), NOT_RESTORABLE, ALREADY_BACK)
        : new Decision.AlreadySo(ALREADY_BACK);
  }
}
