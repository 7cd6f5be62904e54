package org.keyturn.agent.cli;

import org.keyturn.agent.account.Action;
import picocli.CommandLine.Command;

@Command(
    name = "disable",
    sortOptions = false,
    description = "Keep accounts from signing in.",
    footer = {
      "",
      "Examples:",
      "  keyturn disable j.smit --reason 'left the company'",
      "  keyturn disable --csv leavers.csv"
    })
final class DisableCommand extends ActCommand {

  @Override
  Action action() {
    return Action.DISABLE;
  }
}
