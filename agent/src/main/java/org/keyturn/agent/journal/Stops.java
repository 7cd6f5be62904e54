package org.keyturn.agent.journal;

import java.util.Optional;

/** What is asked of the process that carries a run out. It looks every now and then. */
public interface Stops {

  /**
   * Asks for an open run to be stopped; a request that stands already is kept. It falls when
   * somebody takes the run over.
   *
   * @param by who asks, for people
   */
  void ask(String run, String by);

  /** Who asks for a run to be stopped. */
  Optional<String> asked(String run);
}
