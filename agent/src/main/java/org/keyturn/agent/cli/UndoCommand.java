package org.keyturn.agent.cli;

import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.plan.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "undo",
    sortOptions = false,
    description =
        "Put back what a run changed: flags, expiry, lock, policy, removals. Whoever was changed since is left"
            + " alone; new passwords and messages cannot be taken back, and are listed.",
    footer = {
      "",
      "Examples:",
      "  keyturn runs                              which run was it?",
      "  keyturn undo 20261122-023000-7kq2 -n      what would go back?",
      "  keyturn undo 20261122-023000-7kq2 --reason 'wrong list'"
    })
final class UndoCommand extends WithAgent {

  @Parameters(index = "0", paramLabel = "RUN", description = "A finished run of keyturn runs.")
  String id = "";

  @Mixin ActOptions options = new ActOptions();

  @Override
  int call(Desk desk) {
    Run run =
        desk.agent()
            .ledger()
            .runs()
            .find(id)
            .orElseThrow(
                () -> new InputException("there is no run " + id + "; see them: keyturn runs"));
    if (!desk.config().directories().containsKey(run.directory())
        || (desk.cli().directory != null && !desk.cli().directory.equals(run.directory()))) {
      throw new InputException(
          "run " + id + " was in the directory " + run.directory() + ", not in this one");
    }
    desk.cli().directory = run.directory();
    Directory directory = desk.directory();
    Acting acting = new Acting(desk, options);
    acting.settleUnfinished(directory);
    try (Plan plan = desk.agent().undo(directory).plan(run, desk.operator())) {
      if (options.dryRun) {
        PlanView.print(desk, plan, options.details);
        return Exit.DONE;
      }
      int code =
          acting.carryOut(
              directory, plan, options.limits(desk.config().brake()), Acting.Orders.NONE, id);
      if (run.action() == Action.REMOVE
          && plan.header().changes() > 0
          && code <= Exit.SOME_FAILED) {
        desk.screen()
            .note("Nobody knows the passwords of who is back: keyturn reset USER --deliver link");
      }
      run.siblings()
          .forEach(
              other ->
                  desk.screen()
                      .note("Begun together with it, in another directory: keyturn undo " + other));
      return code;
    }
  }
}
