package org.keyturn.agent.run;

import java.util.Optional;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.Runs.Ownership;
import org.keyturn.agent.journal.SheetPlace;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanCursor;

/** Puts a plan on disk as a run, with all that a later process needs to finish it. */
final class Beginning {

  private final Runs runs;
  private final Passwords passwords;
  private final Brief brief;

  Beginning(Runs runs, Passwords passwords, Brief brief) {
    this.runs = runs;
    this.passwords = passwords;
    this.brief = brief;
  }

  /** The sheet is there before the run is: what cannot be written stops nothing half-way. */
  Ownership begin(Run run, Plan plan) {
    boolean sheet = run.options().deliver().equals("sheet");
    if (sheet && brief.sheet().isEmpty()) {
      throw new RunFailure(
          RunFailure.Kind.INPUT,
          "nothing says where the sheet of the new passwords goes: nobody would learn them");
    }
    Optional<SheetPlace> place =
        sheet
            ? brief.sheet().map(order -> Sheet.reserve(order, run.id(), passwords))
            : Optional.empty();
    try (PlanCursor accounts = plan.accounts()) {
      return runs.begin(
          run,
          new PlannedItems(accounts, id -> isGiven(run, id)),
          item -> sealed(run, item),
          place,
          brief.waves());
    } catch (RuntimeException e) {
      if (place.isPresent()) {
        brief.sheet().ifPresent(Sheet::release);
      }
      throw e;
    }
  }

  private byte[] sealed(Run run, Item item) {
    try (Secret chosen = brief.given().password(item.id()).orElseThrow()) {
      return passwords.seal(chosen, run.id(), item.id());
    }
  }

  private boolean isGiven(Run run, AccountId id) {
    if (run.action() != Action.RESET) {
      return false;
    }
    Optional<Secret> chosen = brief.given().password(id);
    chosen.ifPresent(Secret::close);
    return chosen.isPresent();
  }
}
