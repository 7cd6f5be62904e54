package org.keyturn.agent.cli;

import java.util.List;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.plan.PlanOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "restore",
    sortOptions = false,
    description =
        "Bring back who was removed: where each stood, in its groups, with its values, enabled if it"
            + " was. The old password never works again: people are mailed a link to choose another,"
            + " where the config has a portal. Who cannot come back whole stays, with the reason.",
    footer = {
      "",
      "Examples:",
      "  keyturn users --state removed                 who was removed?",
      "  keyturn restore j.smit -n                     what would come back?",
      "  keyturn restore j.smit --reason 'back on 1 December'",
      "  keyturn restore j.smit@example.com --partial  without groups that are gone",
      "  keyturn restore --csv returners.csv -y",
      "",
      "All of a run: keyturn undo RUN."
    })
final class RestoreCommand extends ActCommand {

  @Mixin RestoreOptions how = new RestoreOptions();

  @Override
  Action action() {
    return Action.RESTORE;
  }

  @Override
  PlanOptions planOptions(Desk desk) {
    return how.options(desk, action()).orElseThrow();
  }

  @Override
  List<String> words() {
    return how.words();
  }
}
