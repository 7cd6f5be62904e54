package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.policy.Rule;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that does one thing to a selection now. */
abstract class ActCommand extends WithAgent {

  @Parameters(paramLabel = "USER", arity = "0..*", description = "Login, mail address, DN or id.")
  List<String> users = new ArrayList<>();

  @Mixin Narrowing narrowing = new Narrowing();
  @Mixin ActOptions options = new ActOptions();

  abstract Action action();

  PlanOptions planOptions(Desk desk) {
    return PlanOptions.NONE;
  }

  /** A password that the operator typed, judged for whom it is meant; the caller closes it. */
  Optional<Secret> typed(Desk desk, Selection selection) {
    return Optional.empty();
  }

  @Override
  final int call(Desk desk) {
    Selection selection = narrowing.selection(users, desk.screen());
    PlanRequest request =
        new PlanRequest(
            Optional.empty(),
            action(),
            selection,
            new Rule.Always(),
            planOptions(desk),
            desk.operator());
    Optional<Secret> typed = typed(desk, selection);
    try {
      return new Acting(desk, options)
          .planAndCarryOut(
              request,
              options.limits(desk.config().brake()),
              typed,
              Shell.line(action().id(), users, narrowing));
    } finally {
      typed.ifPresent(Secret::close);
    }
  }
}
