package org.keyturn.agent.cli;

import java.util.List;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.plan.PlanOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "remove",
    sortOptions = false,
    description =
        "Former employees: disable each account, give it a password that nobody knows, take it out of"
            + " its groups, clear what the config lists, and move it to the archive. What each was is"
            + " on record first: restore brings it back, but for the password.",
    footer = {
      "",
      "Examples:",
      "  keyturn remove j.smit -n                      what would be done?",
      "  keyturn remove j.smit --reason 'left on 30 November'",
      "  keyturn remove --csv leavers.csv --to-manager -y",
      "  keyturn users --state removed",
      "  keyturn restore j.smit                        where it was, in its groups",
      "  keyturn undo 20261122-023000-7kq2             all of a run"
    })
final class RemoveCommand extends ActCommand {

  @Mixin RemovalOptions how = new RemovalOptions();

  @Override
  Action action() {
    return Action.REMOVE;
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
