package org.keyturn.agent.console;

/** What came of approving a plan. */
public enum Approved {
  /** It is carried out, now or after the two that are under way. */
  BEGUN,
  /** Whoever planned it does not approve it. */
  OWN,
  /** What they looked at is not what is there. */
  ANOTHER,
  TOO_OLD,
  /** Whoever planned it may not do so any more. */
  LAPSED,
  /** It waits for nobody. */
  NOT_WAITING
}
