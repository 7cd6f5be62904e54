package org.keyturn.agent.cli;

import java.util.List;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.plan.PlanOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "spread",
    sortOptions = false,
    description =
        "Let passwords that would end together end one after the other, evenly over a period. Nobody's"
            + " ends sooner than their policy warns, or later than a new one would; who has expired"
            + " stays so.",
    footer = {
      "",
      "Examples:",
      "  keyturn spread --all --over 30d -n        who would end when?",
      "  keyturn spread --group 'cn=staff,ou=groups,dc=example,dc=com' --over 30d --from 2026-12-01",
      "  keyturn undo 20261122-023000-7kq2         the ends that they had before"
    })
final class SpreadCommand extends ActCommand {

  @Mixin SpreadOptions period = new SpreadOptions();

  @Override
  Action action() {
    return Action.SPREAD;
  }

  @Override
  PlanOptions planOptions(Desk desk) {
    return PlanOptions.spread(period.spreading(action()).orElseThrow());
  }

  @Override
  List<String> words() {
    return period.words();
  }
}
