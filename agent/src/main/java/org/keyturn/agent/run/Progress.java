package org.keyturn.agent.run;

/** Watches a run. Called on the run's own thread, after each window. */
public interface Progress {

  Progress NONE =
      new Progress() {
        @Override
        public void started(long accounts) {}

        @Override
        public void advanced(long accounts, long failures) {}

        @Override
        public void waiting(String why) {}
      };

  /** That many accounts are still to be done. */
  void started(long accounts);

  /** That many more are done, of which so many failed or were parked. */
  void advanced(long accounts, long failures);

  /** Nothing moves for now. */
  void waiting(String why);
}
