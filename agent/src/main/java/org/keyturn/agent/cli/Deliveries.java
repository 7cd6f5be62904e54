package org.keyturn.agent.cli;

import org.keyturn.agent.plan.PlanOptions;

/** Whether new passwords can reach people the way that was asked for. */
final class Deliveries {

  private Deliveries() {}

  /** Refuses what would leave somebody with a password that nobody can learn. */
  static void check(Desk desk, PlanOptions options) {
    switch (options.deliver()) {
      case "", "show" -> {}
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
                  + ": show or mail (link and sheet are not in this version)");
    }
  }
}
