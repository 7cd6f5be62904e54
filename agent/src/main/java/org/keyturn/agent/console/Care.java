package org.keyturn.agent.console;

import java.util.Optional;
import org.keyturn.agent.account.Remit;

/**
 * Evidence that somebody may reset, unlock and force changes, as far as their remit reaches. Only
 * {@link Operators} gives it out.
 */
public sealed class Care extends Sight permits Command {

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
}
