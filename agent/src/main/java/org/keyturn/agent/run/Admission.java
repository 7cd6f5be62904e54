package org.keyturn.agent.run;

import java.util.Set;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.Printable;

/** Whether a plan may be begun at all. */
final class Admission {

  private static final Set<String> DELIVERIES = Set.of("show", "mail", "sheet", Outcomes.LINK);

  private final Runs runs;

  Admission(Runs runs) {
    this.runs = runs;
  }

  /**
   * @throws RunFailure where the plan was carried out before, or its passwords would reach nobody
   */
  void judge(PlanHeader header) {
    refuseUndeliverable(header);
    header.options().undoes().ifPresent(this::refuseUnknown);
    if (runs.find(header.id()).isPresent()) {
      throw new RunFailure(
          RunFailure.Kind.INPUT,
          "plan "
              + header.id()
              + " was carried out before: see keyturn runs show "
              + header.id()
              + ", or make a new plan");
    }
  }

  /**
   * What is neither shown, mailed nor written down would be destroyed with nobody having seen it.
   */
  private static void refuseUndeliverable(PlanHeader header) {
    String deliver = header.options().deliver();
    if (header.action() == Action.RESET && !DELIVERIES.contains(deliver) && !isTold(header)) {
      throw new RunFailure(
          RunFailure.Kind.INPUT,
          "plan "
              + header.id()
              + " delivers its passwords by "
              + Printable.quoted(deliver)
              + ", and there are show, mail, link and sheet: nobody would learn them. Make a new"
              + " plan");
    }
  }

  /** By a run that goes first. */
  private static boolean isTold(PlanHeader header) {
    return header.options().deliver().equals(PlanOptions.LINKED)
        && header.linked().indexOf(header.id()) > 0;
  }

  private void refuseUnknown(String undone) {
    if (runs.find(undone).isEmpty()) {
      throw new RunFailure(
          RunFailure.Kind.INPUT, "the ledger has no run " + undone + " that could be undone");
    }
  }
}
