package org.keyturn.agent.cli;

import java.util.Set;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.notify.OutboxWorker;
import org.keyturn.agent.plan.PlanOptions;

/** Whether new passwords can reach people the way that was asked for. */
final class Deliveries {

  private Deliveries() {}

  /** Columns that would be passed over in silence. */
  static void check(CsvRows rows, Action action, PlanOptions options) {
    if (action != Action.RESET && (rows.hasPasswords() || rows.hasAddresses())) {
      throw new InputException(
          "the columns password and deliver-to are for reset; leave them out for " + action.id());
    }
    if (rows.hasAddresses() && !Set.of("mail", "sheet").contains(options.deliver())) {
      throw new InputException("the column deliver-to goes with --deliver mail or sheet");
    }
    if (rows.hasAddresses() && options.deliverTo().isPresent()) {
      throw new InputException("the column deliver-to or --to: not both");
    }
  }

  /**
   * Refuses a reset whose passwords are to be mailed while nothing can be: they would be set, and
   * known to nobody until that is mended. A reminder may wait in the outbox.
   */
  static void refuseWhileAway(Desk desk, Action action, String deliver) {
    if (action == Action.RESET && deliver.equals("mail")) {
      desk.agent()
          .outbox()
          .flatMap(OutboxWorker::away)
          .ifPresent(
              why -> {
                throw new InputException("mail: " + why + ". Nothing was written");
              });
    }
  }

  /** Refuses what would leave somebody with a password that nobody can learn. */
  static void check(Desk desk, PlanOptions options) {
    switch (options.deliver()) {
      case "", "show", "sheet" -> {}
      case "mail" -> {
        if (desk.config().mail().isEmpty()) {
          throw new InputException(
              "--deliver mail: the config has no mail; see mail: in keyturn.yaml");
        }
      }
      default ->
          throw new InputException(
              "--deliver "
                  + options.deliver()
                  + ": show, mail or sheet (link is not in this version)");
    }
  }
}
