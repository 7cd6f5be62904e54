package org.keyturn.agent.console;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Remit;

/** Evidence that somebody may do everything. Only {@link Operators} gives it out. */
public final class Command extends Care {

  /** Whatever is done to accounts that are chosen: the others take a job, a period or a run. */
  private static final Set<Action> ACTS =
      EnumSet.complementOf(EnumSet.of(Action.SPREAD, Action.REMIND, Action.SYNC, Action.UNDO));

  Command(Operator operator) {
    super(operator);
  }

  @Override
  public Optional<Remit> remitIn(String directory) {
    return Optional.of(Remit.EVERYONE);
  }

  @Override
  Set<Action> acts() {
    return ACTS;
  }

  @Override
  boolean mayDecideOnOthers() {
    return true;
  }
}
