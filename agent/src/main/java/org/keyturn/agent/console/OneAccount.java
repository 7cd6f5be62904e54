package org.keyturn.agent.console;

import java.util.Optional;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanCursor;
import org.keyturn.agent.plan.PlannedAccount;

/** The account that a plan changes, where that is one. */
final class OneAccount {

  private OneAccount() {}

  static Optional<PlannedAccount> of(Plan plan) {
    if (plan.header().changes() != 1) {
      return Optional.empty();
    }
    try (PlanCursor accounts = plan.accounts()) {
      while (accounts.hasNext()) {
        PlannedAccount account = accounts.next();
        if (account.verdict() == PlannedAccount.Verdict.CHANGE) {
          return Optional.of(account);
        }
      }
    }
    return Optional.empty();
  }
}
