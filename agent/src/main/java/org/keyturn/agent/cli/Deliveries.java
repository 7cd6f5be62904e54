package org.keyturn.agent.cli;

import java.util.Set;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.notify.OutboxWorker;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.run.CsvRows;
import org.keyturn.agent.web.WebSettings;

/** Whether new passwords can reach people the way that was asked for. */
final class Deliveries {

  private Deliveries() {}

  /** Columns that would be passed over in silence. */
  static void check(CsvRows rows, Action action, PlanOptions options) {
    rows.objection(action, options)
        .ifPresent(
            why -> {
              throw new InputException(why);
            });
  }

  /**
   * Refuses a reset whose passwords are to be mailed while nothing can be: they would be set, and
   * known to nobody until that is mended. A reminder may wait in the outbox.
   */
  static void refuseWhileAway(Desk desk, Action action, String deliver) {
    if (action == Action.RESET && Set.of("mail", "link").contains(deliver)) {
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
      case "link" -> {
        if (!hasPortal(desk.config())) {
          throw new InputException(
              "--deliver link: the config has no portal that a link could lead to; write"
                  + " web: {listen: …, public-url: \"https://password.example.com\", tls: …} and mail:");
        }
      }
      default ->
          throw new InputException(
              "--deliver " + options.deliver() + ": link, show, mail or sheet");
    }
  }

  /** Whether a mailed link would lead somewhere. */
  static boolean hasPortal(KeyturnConfig config) {
    return config.mail().isPresent() && config.web().flatMap(WebSettings::publicUrl).isPresent();
  }
}
