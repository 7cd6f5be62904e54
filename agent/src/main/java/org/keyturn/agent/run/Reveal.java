package org.keyturn.agent.run;

import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Item;

/** Takes new passwords that are to be shown. Called on the run's own thread. */
@FunctionalInterface
public interface Reveal {

  /**
   * @param password must not be kept, a copy may
   */
  void show(Item item, Secret password);

  /**
   * Everything was given. The passwords are destroyed afterwards, so that this returns when a
   * person can see them.
   *
   * @param result what the run comes to with this
   * @return false where nobody can: the run then keeps them, and shows them when it is resumed
   */
  default boolean shown(RunResult result) {
    return true;
  }
}
