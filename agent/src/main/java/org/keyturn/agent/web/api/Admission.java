package org.keyturn.agent.web.api;

import java.util.Optional;
import org.keyturn.agent.console.Sight;

/** Who stands behind a token, and what they may, as things are now. */
@FunctionalInterface
public interface Admission {

  /**
   * @param token as it was sent
   * @return empty: it lets nobody in
   */
  Optional<? extends Sight> admit(String token);
}
