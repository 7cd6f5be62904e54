package org.keyturn.agent.cli;

import org.keyturn.agent.account.Action;
import picocli.CommandLine.Command;

@Command(
    name = "force-change",
    sortOptions = false,
    description = "Make people choose another password at their next sign-in.",
    footer = {
      "",
      "Examples:",
      "  keyturn force-change f.vries",
      "  keyturn force-change --filter '(employeeType=staff)' --reason 'leaked list'"
    })
final class ForceChangeCommand extends ActCommand {

  @Override
  Action action() {
    return Action.FORCE_CHANGE;
  }
}
