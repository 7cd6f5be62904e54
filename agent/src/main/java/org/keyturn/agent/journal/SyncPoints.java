package org.keyturn.agent.journal;

import java.util.Optional;

/** How far the agent has looked at each directory. */
public interface SyncPoints {

  /**
   * @param directory the config's name of it
   * @return empty where everything is to be looked at
   */
  Optional<SyncPoint> find(String directory);

  /**
   * Moves on. Only to be called once the outcome of every change that was found up to there is on
   * disk: what is not saved is found again.
   */
  void save(String directory, SyncPoint point);
}
