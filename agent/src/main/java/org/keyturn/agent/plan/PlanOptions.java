package org.keyturn.agent.plan;

import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Reminders;
import org.keyturn.agent.policy.Spreading;

/**
 * How an action is to be done; frozen into the plan.
 *
 * @param mustChange for a reset: another password must be chosen at the next sign-in
 * @param deliver for a reset: how the new password reaches the person; empty otherwise
 * @param deliverTo an address given for this once; for a reminder that of a test, which everything
 *     goes to; empty: the account's own
 * @param reminders for a reminder: the points around the end at which somebody is told
 * @param undoes for an undo: the run whose changes are taken back
 * @param spreading for a spread: the period; in a plan it begins at an instant
 */
public record PlanOptions(
    boolean mustChange,
    String deliver,
    Optional<String> deliverTo,
    Optional<Reminders> reminders,
    Optional<String> undoes,
    Optional<Spreading> spreading) {

  /** Of anything but a spread. */
  public PlanOptions(
      boolean mustChange,
      String deliver,
      Optional<String> deliverTo,
      Optional<Reminders> reminders,
      Optional<String> undoes) {
    this(mustChange, deliver, deliverTo, reminders, undoes, Optional.empty());
  }

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

  /** A spread. */
  public static PlanOptions spread(Spreading spreading) {
    return NONE.with(Optional.of(spreading));
  }

  /** A reminder. */
  static PlanOptions remind(Reminders reminders, Optional<String> testTo) {
    return new PlanOptions(false, "", testTo, Optional.of(reminders), Optional.empty());
  }

  PlanOptions with(Optional<Spreading> other) {
    return new PlanOptions(mustChange, deliver, deliverTo, reminders, undoes, other);
  }

  /** Whether each person needs an address of their own. */
  public boolean needsAddress() {
    return Set.of("mail", "link").contains(deliver) && deliverTo.isEmpty();
  }
}
