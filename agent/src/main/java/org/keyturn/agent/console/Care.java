package org.keyturn.agent.console;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Remit;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.PendingPlan.Person;

/**
 * Evidence that somebody may reset, unlock and force changes, as far as their remit reaches. Only
 * {@link Operators} gives it out.
 */
public sealed class Care extends Sight permits Command {

  private static final Set<Action> ACTS =
      EnumSet.of(Action.RESET, Action.UNLOCK, Action.FORCE_CHANGE);

  Care(Operator operator) {
    super(operator);
  }

  /**
   * How far it reaches in a directory.
   *
   * @return empty: not at all
   */
  public Optional<Remit> remitIn(String directory) {
    return Optional.of(operator().remit())
        .filter(remit -> directory.equals(operator().directory()));
  }

  /** What they may have done. */
  Set<Action> acts() {
    return ACTS;
  }

  /** Their account, as plans remember it. */
  final Person person() {
    return new Person(operator().directory(), operator().id(), operator().login());
  }

  /** Whether they may drop a plan, or stop and take up its run. */
  final boolean mayDecideOn(PendingPlan plan) {
    return plan.planner().person().isSame(person()) || mayDecideOnOthers();
  }

  /** The same of plans that somebody else made, or nobody here. */
  boolean mayDecideOnOthers() {
    return false;
  }
}
