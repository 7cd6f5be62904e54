package org.keyturn.agent.cli;

import org.keyturn.agent.account.Action;
import picocli.CommandLine.Command;

@Command(
    name = "remove",
    sortOptions = false,
    description =
        "Former employees: disable each account, give it a password that nobody knows, take it out of"
            + " its groups, clear what the config lists, and move it to the archive. What each was is"
            + " on record first: undo brings it back, but for the password.",
    footer = {
      "",
      "Examples:",
      "  keyturn remove j.smit -n                      what would be done?",
      "  keyturn remove j.smit --reason 'left on 30 November'",
      "  keyturn remove --csv leavers.csv -y",
      "  keyturn users --state removed",
      "  keyturn undo 20261122-023000-7kq2             where it was, in its groups"
    })
final class RemoveCommand extends ActCommand {

  @Override
  Action action() {
    return Action.REMOVE;
  }
}
