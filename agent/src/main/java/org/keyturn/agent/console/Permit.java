package org.keyturn.agent.console;

import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Remit;

/**
 * Evidence that somebody may have one thing done in one directory, as far as their authority
 * reaches there.
 */
public final class Permit {

  private final Operator operator;
  private final String directory;
  private final Action action;
  private final Remit remit;

  private Permit(Operator operator, String directory, Action action, Remit remit) {
    this.operator = operator;
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
        .map(remit -> new Permit(care.operator(), directory, action, remit));
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
}
