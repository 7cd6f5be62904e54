package org.keyturn.agent.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.run.CsvRows;
import org.keyturn.agent.run.SheetOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "reset",
    sortOptions = false,
    description = "Give people a new password, which they must change at their next sign-in.",
    footer = {
      "",
      "Examples:",
      "  keyturn reset f.vries                         shown once, on the terminal",
      "  keyturn reset f.vries --deliver link          she chooses it herself, by mail",
      "  keyturn reset f.vries --deliver mail          to her recovery address",
      "  keyturn reset f.vries --password-file - < pw  a password that you chose",
      "  keyturn reset --filter '(departmentNumber=4)' --deliver show -o csv -y",
      "  keyturn reset --csv staff.csv --deliver sheet --recipient anna.asc --sheet new.csv.pgp",
      "                                                then: gpg -d new.csv.pgp",
      "",
      "A mailed temporary password can be read by whoever reads that mailbox."
    })
final class ResetCommand extends ActCommand {

  @Option(names = "--generate", description = "A generated password for each (the default).")
  boolean generate;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "The new password, the same for everyone (- for standard input). Judged first.")
  @Nullable Path passwordFile;

  @Option(
      names = "--deliver",
      paramLabel = "HOW",
      description =
          "link: a one-time link to the recovery address, where the person chooses it (the default"
              + " with a portal). show: on standard output, once (the default on a terminal). mail: to"
              + " the recovery address. sheet: into an encrypted file.")
  @Nullable String deliver;

  @Option(
      names = "--to",
      paramLabel = "ADDRESS",
      description = "Mail it here instead, for one account.")
  @Nullable String to;

  @Mixin SheetOptions sheet = new SheetOptions();

  @Option(names = "--no-force-change", description = "The new password may be kept.")
  boolean noForceChange;

  @Override
  Action action() {
    return Action.RESET;
  }

  @Override
  PlanOptions planOptions(Desk desk) {
    String how = deliver == null ? usual(desk) : deliver;
    if (to != null && users.size() != 1) {
      throw new InputException("--to is for one account, named on the command line");
    }
    if (to != null && !Set.of("link", "mail").contains(how)) {
      throw new InputException("--to ADDRESS goes with --deliver link or mail");
    }
    if (passwordFile != null && how.equals("link")) {
      throw new InputException(
          "--deliver link: the person chooses the password; leave --password-file out");
    }
    if (how.isEmpty()) {
      throw new InputException(
          "say how the new password reaches people: --deliver show or --deliver mail, or sheet; or"
              + " link, once the config has a portal (web)");
    }
    PlanOptions planned = PlanOptions.reset(!noForceChange, how, Optional.ofNullable(to));
    Deliveries.check(desk, planned);
    refuseTwoInputs();
    sheet.check(desk, how);
    return planned;
  }

  private String usual(Desk desk) {
    if (passwordFile == null && Deliveries.hasPortal(desk.config())) {
      return "link";
    }
    return desk.screen().outIsTerminal() ? "show" : "";
  }

  @Override
  Optional<Chosen> chosen(Desk desk, Selection selection) {
    boolean inRows = narrowing.rows().filter(CsvRows::hasPasswords).isPresent();
    if (passwordFile == null) {
      return inRows
          ? Optional.of(new Chosen(desk, selection.listing(), Optional.empty(), narrowing.rows()))
          : Optional.empty();
    }
    if (generate || inRows) {
      throw new InputException(
          (generate ? "--generate" : "the column password") + " or --password-file: not both");
    }
    if (selection.isSearch() || selection.keys().size() > 1) {
      desk.screen()
          .warn(
              "everyone gets the same password: whoever knows it can sign in as each of them,"
                  + " until that one has changed it");
    }
    Secret typed = TypedPassword.read("--password-file", passwordFile, desk.screen().in());
    return Optional.of(new Chosen(desk, selection.listing(), Optional.of(typed), Optional.empty()));
  }

  @Override
  Optional<SheetOrder> sheet(Desk desk, PlanHeader header) {
    return sheet.order(desk, header);
  }

  @Override
  void close() {
    super.close();
    sheet.close();
  }

  /** One command has one standard input. */
  private void refuseTwoInputs() {
    long inputs =
        Stream.of(passwordFile, sheet.passphraseFile, narrowing.csv)
            .filter(file -> file != null && file.toString().equals("-"))
            .count();
    if (inputs > 1) {
      throw new InputException("only one of the options can be - for standard input");
    }
  }
}
