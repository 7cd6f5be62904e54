package org.keyturn.agent.cli;

import org.keyturn.agent.account.Action;
import picocli.CommandLine.Command;

@Command(
    name = "unlock",
    sortOptions = false,
    description = "Let people in again who are locked out.",
    footer = {
      "",
      "Examples:",
      "  keyturn unlock f.vries",
      "  keyturn unlock --all --state locked -n"
    })
final class UnlockCommand extends ActCommand {

  @Override
  Action action() {
    return Action.UNLOCK;
  }
}
