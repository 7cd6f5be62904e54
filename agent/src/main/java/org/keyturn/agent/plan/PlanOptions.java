package org.keyturn.agent.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Lifecycle;
import org.keyturn.agent.account.Reminders;
import org.keyturn.agent.account.Remit;
import org.keyturn.agent.policy.Spreading;

/**
 * How an action is to be done; frozen into the plan.
 *
 * @param mustChange for a reset: another password must be chosen at the next sign-in
 * @param deliver for a reset: how the new password reaches the person, {@link #LINKED} where
 *     another run tells it; for a restore {@code link} where people are sent one; empty otherwise
 * @param deliverTo an address given for this once; for a reminder that of a test, which everything
 *     goes to; empty: the account's own
 * @param reminders for a reminder: the points around the end at which somebody is told
 * @param undoes for an undo: the run whose changes are taken back
 * @param spreading for a spread: the period; in a plan it begins at an instant
 * @param lifecycle for a removal or a restore
 * @param remit how far the authority of whoever asks reaches
 */
public record PlanOptions(
    boolean mustChange,
    String deliver,
    Optional<String> deliverTo,
    Optional<Reminders> reminders,
    Optional<String> undoes,
    Optional<Spreading> spreading,
    Lifecycle lifecycle,
    Remit remit) {

  /** Of whoever stays. */
  public PlanOptions(
      boolean mustChange,
      String deliver,
      Optional<String> deliverTo,
      Optional<Reminders> reminders,
      Optional<String> undoes,
      Optional<Spreading> spreading) {
    this(
        mustChange,
        deliver,
        deliverTo,
        reminders,
        undoes,
        spreading,
        Lifecycle.NONE,
        Remit.EVERYONE);
  }

  /** Of anything but a spread. */
  public PlanOptions(
      boolean mustChange,
      String deliver,
      Optional<String> deliverTo,
      Optional<Reminders> reminders,
      Optional<String> undoes) {
    this(mustChange, deliver, deliverTo, reminders, undoes, Optional.empty());
  }

  /** Of a new password: the run that sets the same one in another directory tells it. */
  public static final String LINKED = "linked";

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

  /**
   * A restore.
   *
   * @param link whether people are sent a link to a password of their own, where they have an
   *     address
   * @param partial whether what cannot be had back is done without
   */
  public static PlanOptions restore(boolean link, boolean partial) {
    return new PlanOptions(
        true,
        link ? "link" : "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Lifecycle(partial, false, Optional.empty()),
        Remit.EVERYONE);
  }

  /**
   * A removal.
   *
   * @param tellManager whether the manager of each is told
   * @param purgeAfter how long each entry is kept
   */
  public static PlanOptions remove(boolean tellManager, Optional<Duration> purgeAfter) {
    return NONE.with(new Lifecycle(false, tellManager, purgeAfter));
  }

  PlanOptions with(Lifecycle other) {
    return new PlanOptions(
        mustChange, deliver, deliverTo, reminders, undoes, spreading, other, remit);
  }

  /** The same, by somebody whose authority reaches no further. */
  public PlanOptions with(Remit other) {
    return new PlanOptions(
        mustChange, deliver, deliverTo, reminders, undoes, spreading, lifecycle, other);
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
    return new PlanOptions(
        mustChange, deliver, deliverTo, reminders, undoes, other, lifecycle, remit);
  }

  /** In another directory: there is one password for both, and it is told once. */
  PlanOptions elsewhere(Action action) {
    return action == Action.RESET
        ? new PlanOptions(
            mustChange, LINKED, Optional.empty(), reminders, undoes, spreading, lifecycle, remit)
        : this;
  }

  /** Whether each person needs an address of their own. */
  public boolean needsAddress() {
    return Set.of("mail", "link").contains(deliver) && deliverTo.isEmpty();
  }
}
