package org.keyturn.agent.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.keyturn.agent.console.ActDesk;
import org.keyturn.agent.console.Policies;
import org.keyturn.agent.console.Work;
import org.keyturn.agent.journal.Ledger;

/** What operators have done: plans, approvals, runs as they go, and password policies. */
public final class ActPages extends Pages {

  private final List<Route> routes = new ArrayList<>();

  public ActPages(
      ActDesk desk, Reception reception, Work work, Policies policies, Ledger ledger, Clock clock) {
    MakingPages making = new MakingPages(desk.drafts(), clock);
    routes.addAll(making.routes());
    Picks picks = new Picks(ledger.removals(), clock);
    routes.addAll(new PlanPages(desk.acts(), making, reception, picks, work, clock).routes());
    routes.addAll(new ApprovalPages(desk.acts(), clock).routes());
    routes.addAll(new RunNowPages(desk, making, ledger.outbox(), clock).routes());
    routes.addAll(new PolicyPages(policies, reception).routes());
  }

  @Override
  List<Route> routes() {
    return routes;
  }
}
