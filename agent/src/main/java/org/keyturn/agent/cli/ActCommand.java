package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.run.CsvRows;
import org.keyturn.agent.run.Given;
import org.keyturn.agent.run.SheetOrder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that does one thing to a selection now. */
abstract class ActCommand extends WithAgent {

  @Parameters(paramLabel = "USER", arity = "0..*", description = "Login, mail address, DN or id.")
  List<String> users = new ArrayList<>();

  @Mixin Narrowing narrowing = new Narrowing();
  @Mixin ActOptions options = new ActOptions();
  @Mixin LinkOptions link = new LinkOptions();

  abstract Action action();

  PlanOptions planOptions(Desk desk) {
    return PlanOptions.NONE;
  }

  /** Passwords that the operator chose; the caller closes them. */
  Optional<Chosen> chosen(Desk desk, Selection selection) {
    return Optional.empty();
  }

  /** What stands on the command line beside the selection, to be written down again. */
  List<String> words() {
    return List.of();
  }

  Optional<SheetOrder> sheet(Desk desk, PlanHeader header) {
    return Optional.empty();
  }

  /** What stops a command, where the command line says nothing. */
  static Brake.Limits brake(KeyturnConfig config, Action action) {
    return action == Action.PURGE ? config.removal().purgeBrake() : config.brake();
  }

  /** Wipes what it holds. */
  void close() {
    narrowing.rows().ifPresent(CsvRows::close);
  }

  @Override
  final int call(Desk desk) {
    try {
      return act(desk);
    } finally {
      close();
    }
  }

  private int act(Desk desk) {
    PlanOptions planned = planOptions(desk);
    Selection selection = narrowing.selection(users, desk.screen());
    narrowing.rows().ifPresent(rows -> Deliveries.check(rows, action(), planned));
    Optional<Chosen> chosen = chosen(desk, selection);
    try {
      PlanRequest request =
          new PlanRequest(
              Optional.empty(),
              action(),
              chosen.map(selection::with).orElse(selection),
              new Rule.Always(),
              planned,
              desk.operator(),
              link.only);
      return new Acting(desk, options)
          .planAndCarryOut(
              request,
              options.limits(brake(desk.config(), action())),
              new Acting.Orders(
                  chosen.isPresent() ? chosen.get() : Given.NOTHING, header -> sheet(desk, header)),
              Shell.line(action().id(), users, narrowing, link.and(words())));
    } finally {
      chosen.ifPresent(Chosen::close);
    }
  }
}
