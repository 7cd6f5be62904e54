package org.keyturn.agent.cli;

import org.keyturn.agent.account.Action;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "never-expire",
    sortOptions = false,
    description =
        "Exempt accounts from expiration, by the password policy that has no maximum age.",
    footer = {
      "",
      "Examples:",
      "  keyturn never-expire svc-backup",
      "  keyturn never-expire --off f.vries      back under the organisation's policy"
    })
final class NeverExpireCommand extends ActCommand {

  @Option(names = "--off", description = "Back under the organisation's expiration.")
  boolean off;

  @Override
  Action action() {
    return off ? Action.NEVER_EXPIRE_OFF : Action.NEVER_EXPIRE;
  }
}
