package org.keyturn.agent.plan;

import java.util.Optional;
import org.keyturn.agent.account.Remit;

/** How far the authority of whoever asks reaches in each directory. */
@FunctionalInterface
public interface Reach {

  /** Of whoever may touch everybody. */
  Reach EVERYWHERE = directory -> Optional.of(Remit.EVERYONE);

  /**
   * @return empty: not at all
   */
  Optional<Remit> in(String directory);
}
