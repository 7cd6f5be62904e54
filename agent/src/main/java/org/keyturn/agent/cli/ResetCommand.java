package org.keyturn.agent.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "reset",
    sortOptions = false,
    description = "Give people a new password, which they must change at their next sign-in.",
    footer = {
      "",
      "Examples:",
      "  keyturn reset f.vries                         shown once, on the terminal",
      "  keyturn reset f.vries --deliver mail          to her recovery address",
      "  keyturn reset f.vries --password-file - < pw  a password that you chose",
      "  keyturn reset --filter '(departmentNumber=4)' --deliver show -o csv -y",
      "",
      "A mailed temporary password can be read by whoever reads that mailbox."
    })
final class ResetCommand extends ActCommand {

  @Option(names = "--generate", description = "A generated password for each (the default).")
  boolean generate;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "The new password, for one account (- for standard input).")
  @Nullable Path passwordFile;

  @Option(
      names = "--deliver",
      paramLabel = "HOW",
      description =
          "show: on standard output, once (the default on a terminal). mail: to the recovery"
              + " address.")
  @Nullable String deliver;

  @Option(
      names = "--to",
      paramLabel = "ADDRESS",
      description = "Mail it here instead, for one account.")
  @Nullable String to;

  @Option(names = "--no-force-change", description = "The new password may be kept.")
  boolean noForceChange;

  @Override
  Action action() {
    return Action.RESET;
  }

  @Override
  PlanOptions planOptions(Desk desk) {
    String how = deliver == null ? (desk.screen().outIsTerminal() ? "show" : "") : deliver;
    if (to != null && users.size() != 1) {
      throw new InputException("--to is for one account, named on the command line");
    }
    if (to != null && !how.equals("mail")) {
      throw new InputException("--to ADDRESS goes with --deliver mail");
    }
    if (how.isEmpty()) {
      throw new InputException(
          "say how the new password reaches people: --deliver show or --deliver mail");
    }
    PlanOptions planned = PlanOptions.reset(!noForceChange, how, Optional.ofNullable(to));
    Deliveries.check(desk, planned);
    return planned;
  }

  @Override
  Optional<Secret> typed(Desk desk, Selection selection) {
    if (passwordFile == null) {
      return Optional.empty();
    }
    if (generate) {
      throw new InputException("--generate or --password-file: not both");
    }
    Secret typed = TypedPassword.read(passwordFile, desk.screen().in());
    try {
      TypedPassword.judge(desk, typed, selection);
      return Optional.of(typed);
    } catch (RuntimeException e) {
      typed.close();
      throw e;
    }
  }
}
