package org.keyturn.agent.run;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.plan.PlanCursor;
import org.keyturn.agent.plan.PlannedAccount;

/** The accounts of a plan as the ledger keeps them, one at a time. */
final class PlannedItems implements Iterator<Item> {

  private final PlanCursor accounts;
  private final Predicate<AccountId> given;
  private long seq;

  /**
   * @param given whose password an operator chose
   */
  PlannedItems(PlanCursor accounts, Predicate<AccountId> given) {
    this.accounts = accounts;
    this.given = given;
  }

  @Override
  public boolean hasNext() {
    return accounts.hasNext();
  }

  @Override
  public Item next() {
    return item(seq++, accounts.next());
  }

  private Item item(long seq, PlannedAccount a) {
    Item.State state =
        switch (a.verdict()) {
          case CHANGE -> Item.State.PLANNED;
          case ALREADY_SO -> Item.State.ALREADY_SO;
          case SKIPPED -> Item.State.SKIPPED;
        };
    boolean planned = state == Item.State.PLANNED;
    return new Item(
        seq,
        a.id(),
        a.dn(),
        a.login(),
        planned ? a.reason() : "",
        a.before(),
        state,
        planned ? "" : a.reason(),
        a.detail(),
        0,
        Optional.empty(),
        a.deliverTo(),
        planned && given.test(a.id()),
        Optional.empty(),
        a.endsAt(),
        planned ? a.policy() : Optional.empty(),
        a.person());
  }
}
