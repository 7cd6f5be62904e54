package org.keyturn.agent.web;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyturn.agent.console.Acts;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.plan.Printable;

/** {@code /admin/approvals}: plans that the brake stopped and that wait for a second person. */
final class ApprovalPages {

  private final Acts acts;
  private final Clock clock;

  ApprovalPages(Acts acts, Clock clock) {
    this.acts = acts;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(Route.get("/admin/approvals", Care.class, this::list));
  }

  private Answer list(Exchange exchange, Care care) {
    ActWords act = new ActWords(exchange.words(), clock.instant());
    return Answer.view(
        "approvals",
        Map.of(
            "rows",
            acts.waiting(care).stream()
                .map(plan -> row(exchange.words(), act, care, plan))
                .toList()));
  }

  private static Map<String, Object> row(Words words, ActWords act, Care care, PendingPlan plan) {
    Map<String, Object> row = new HashMap<>();
    row.put("plan", plan.id());
    row.put("act", act.act(plan.action(), plan.changes(), ""));
    row.put("directory", plan.directory());
    row.put("planner", Printable.line(plan.planner().person().login()));
    row.put("reason", Printable.line(plan.reason()));
    row.put("brake", Printable.sentence(CoreWords.say(words, plan.brake())));
    row.put("planned", act.at(plan.createdAt()));
    row.put("until", act.at(plan.validUntil()));
    boolean approves = care instanceof Command && !Acts.isOwn(care, plan);
    row.put("note", approves ? "" : words.say("approvals-wait"));
    return row;
  }
}
