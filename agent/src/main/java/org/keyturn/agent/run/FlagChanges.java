package org.keyturn.agent.run;

import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;

/** What a run that sets no passwords writes to each of its accounts. */
final class FlagChanges {

  private FlagChanges() {}

  static PasswordChange of(Runs runs, Run run, Item item) {
    if (run.action() == Action.PURGE) {
      return new PasswordChange.Purge();
    }
    if (run.action() == Action.SPREAD) {
      return new PasswordChange.Spread(item.endsAt().orElseThrow());
    }
    if (run.action() == Action.SYNC) {
      return new PasswordChange.Assign(item.policy().filter(dn -> !dn.isEmpty()));
    }
    if (isInSteps(runs, run)) {
      return new PasswordChange.Restore(run.options().lifecycle().partial());
    }
    if (run.action() != Action.UNDO) {
      return new PasswordChange.Flag(run.action());
    }
    Run source = Undo.source(runs, run);
    Item done =
        runs.item(source.id(), item.id())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "run " + source.id() + " has no account " + item.id().value()));
    return new PasswordChange.PutBack(Undo.what(runs, source), done.before());
  }

  /** Whether a run writes to an account more than once. */
  static boolean isInSteps(Runs runs, Run run) {
    return run.action() == Action.REMOVE
        || run.action() == Action.RESTORE
        || (run.action() == Action.UNDO && Undo.what(runs, run) == Action.REMOVE);
  }
}
