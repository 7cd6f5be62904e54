package org.keyturn.agent.console;

import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Remit;
import org.keyturn.agent.plan.Reach;

/**
 * Evidence that somebody may have one thing done in one directory, as far as their authority
 * reaches there, and wherever else it reaches and the same people have accounts.
 */
public final class Permit {

  private final Operator operator;
  private final String directory;
  private final Action action;
  private final Remit remit;
  private final Reach reach;

  private Permit(Care care, String directory, Action action, Remit remit) {
    this.operator = care.operator();
    this.reach = care::remitIn;
    this.directory = directory;
    this.action = action;
    this.remit = remit;
  }

  /**
   * @return empty: they may not, or not there
   */
  public static Optional<Permit> of(Care care, String directory, Action action) {
    return care.remitIn(directory)
        .filter(remit -> care.acts().contains(action))
        .map(remit -> new Permit(care, directory, action, remit));
  }

  Operator operator() {
    return operator;
  }

  public String directory() {
    return directory;
  }

  public Action action() {
    return action;
  }

  Remit remit() {
    return remit;
  }

  /** How far they may do it where the same people have other accounts. */
  Reach reach() {
    return reach;
  }
}
