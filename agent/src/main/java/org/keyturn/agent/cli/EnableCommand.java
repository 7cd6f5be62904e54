package org.keyturn.agent.cli;

import org.keyturn.agent.account.Action;
import picocli.CommandLine.Command;

@Command(
    name = "enable",
    sortOptions = false,
    description = "Let disabled accounts sign in again.",
    footer = {"", "Examples:", "  keyturn enable j.smit", "  keyturn enable --csv back.csv"})
final class EnableCommand extends ActCommand {

  @Override
  Action action() {
    return Action.ENABLE;
  }
}
