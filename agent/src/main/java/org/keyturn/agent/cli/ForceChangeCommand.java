package org.keyturn.agent.cli;

import org.keyturn.agent.account.Action;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "force-change",
    sortOptions = false,
    description = "Make people choose another password at their next sign-in.",
    footer = {
      "",
      "Examples:",
      "  keyturn force-change f.vries",
      "  keyturn force-change --filter '(employeeType=staff)' --reason 'leaked list'",
      "  keyturn force-change --off f.vries      the password may be kept after all"
    })
final class ForceChangeCommand extends ActCommand {

  @Option(names = "--off", description = "Take a forced change back.")
  boolean off;

  @Override
  Action action() {
    return off ? Action.FORCE_CHANGE_OFF : Action.FORCE_CHANGE;
  }
}
