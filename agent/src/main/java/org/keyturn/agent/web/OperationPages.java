package org.keyturn.agent.web;

import java.time.Clock;
import java.util.List;
import java.util.function.ToLongFunction;
import org.keyturn.agent.console.AuditSearch;
import org.keyturn.agent.console.Checkup;
import org.keyturn.agent.console.OutboxDesk;
import org.keyturn.agent.console.People;
import org.keyturn.agent.console.RunHistory;
import org.keyturn.agent.console.Schedules;
import org.keyturn.agent.console.Sight;

/**
 * The console's first page, and those about the agent itself: jobs, runs, messages, trail, health.
 */
public final class OperationPages extends Pages {

  private final List<Pages> all;

  /**
   * @param approvals how many plans wait for a second admin
   */
  public OperationPages(
      ToLongFunction<Sight> approvals,
      People people,
      Schedules schedules,
      RunHistory history,
      OutboxDesk outbox,
      AuditSearch trail,
      Checkup checkup,
      Clock clock) {
    this.all =
        List.of(
            new OverviewPages(approvals, people, schedules, history, checkup, clock),
            new JobPages(schedules, clock),
            new RunListPages(history, clock),
            new OutboxPages(outbox, clock),
            new AuditPages(trail, clock),
            new CheckupPages(checkup, clock));
  }

  @Override
  List<Route> routes() {
    return all.stream().flatMap(pages -> pages.routes().stream()).toList();
  }
}
