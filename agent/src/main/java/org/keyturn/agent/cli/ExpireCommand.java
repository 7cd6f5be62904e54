package org.keyturn.agent.cli;

import org.keyturn.agent.account.Action;
import picocli.CommandLine.Command;

@Command(
    name = "expire",
    sortOptions = false,
    description =
        "End passwords now, by age. Check first that people can still change an expired one.",
    footer = {
      "",
      "Examples:",
      "  keyturn expire --csv leaked.csv -n",
      "  keyturn expire f.vries --reason 'shared it'"
    })
final class ExpireCommand extends ActCommand {

  @Override
  Action action() {
    return Action.EXPIRE;
  }
}
