package org.keyturn.agent.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How an action is to be done; frozen into the plan.
 *
 * @param mustChange for a reset: another password must be chosen at the next sign-in
 * @param deliver for a reset: how the new password reaches the person; empty otherwise
 * @param deliverTo an address given for this once; empty: the account's own
 * @param remindBefore for a reminder: how long before the expiry it is due
 * @param undoes for an undo: the run whose changes are taken back
 */
public record PlanOptions(
    boolean mustChange,
    String deliver,
    Optional<String> deliverTo,
    Optional<Duration> remindBefore,
    Optional<String> undoes) {

  public static final PlanOptions NONE =
      new PlanOptions(false, "", Optional.empty(), Optional.empty(), Optional.empty());

  /** A reset. */
  public static PlanOptions reset(boolean mustChange, String deliver, Optional<String> deliverTo) {
    return new PlanOptions(mustChange, deliver, deliverTo, Optional.empty(), Optional.empty());
  }

  /** An undo of a run. */
  static PlanOptions undo(String run) {
    return new PlanOptions(false, "", Optional.empty(), Optional.empty(), Optional.of(run));
  }

  /** Whether each person needs an address of their own. */
  public boolean needsAddress() {
    return deliver.equals("mail") && deliverTo.isEmpty();
  }
}
