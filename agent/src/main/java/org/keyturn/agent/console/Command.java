package org.keyturn.agent.console;

import java.util.Optional;
import org.keyturn.agent.account.Remit;

/** Evidence that somebody may do everything. Only {@link Operators} gives it out. */
public final class Command extends Care {

  Command(Operator operator) {
    super(operator);
  }

  @Override
  public Optional<Remit> remitIn(String directory) {
    return Optional.of(Remit.EVERYONE);
  }
}
