package org.keyturn.agent.cli;

import org.keyturn.agent.account.Action;
import picocli.CommandLine.Command;

@Command(
    name = "purge",
    sortOptions = false,
    description =
        "Delete the entries of those who were removed and whose time is over (remove --purge-after,"
            + " removal.purge-after). What each was is sealed into a file first, for the recipients of"
            + " sheets in the config. It cannot be undone.",
    footer = {
      "",
      "Examples:",
      "  keyturn users --state removed       who was removed, and until when they are kept",
      "  keyturn purge --all -n              whose time is over?",
      "  keyturn purge --all -y --max 20",
      "  keyturn purge j.smit"
    })
final class PurgeCommand extends ActCommand {

  @Override
  Action action() {
    return Action.PURGE;
  }
}
