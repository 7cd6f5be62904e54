package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.List;
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
final class Beginning implements AutoCloseable {

  private final Passwords passwords;
  private final Brief brief;
  private final Run run;
  private final PlanCursor accounts;
  private boolean reserved;

  /** What goes on disk; closed by {@link #close}. */
  Beginning(Passwords passwords, Brief brief, Run run, Plan plan) {
    this.passwords = passwords;
    this.brief = brief;
    this.run = run;
    this.accounts = plan.accounts();
  }

  /**
   * All of them in one transaction. A sheet is there before its run is: what cannot be written
   * stops nothing half-way.
   */
  static List<Ownership> begin(Runs runs, List<Beginning> all) {
    try {
      List<Runs.Order> orders = new ArrayList<>();
      for (Beginning one : all) {
        orders.add(one.order());
      }
      return runs.begin(orders);
    } catch (RuntimeException e) {
      all.forEach(Beginning::release);
      throw e;
    }
  }

  private Runs.Order order() {
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
    reserved = place.isPresent();
    return new Runs.Order(
        run,
        new PlannedItems(accounts, id -> isGiven(run, id)),
        item -> sealed(run, item),
        place,
        brief.waves());
  }

  private void release() {
    if (reserved) {
      brief.sheet().ifPresent(Sheet::release);
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

  @Override
  public void close() {
    accounts.close();
  }
}
