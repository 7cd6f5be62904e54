package org.keyturn.agent.journal;

/** This process no longer owns the run: another took it over. Nothing was written. */
public final class FencedException extends LedgerException {

  private static final long serialVersionUID = 1;

  public FencedException(String run) {
    super("run " + run + " was taken over by another process");
  }
}
