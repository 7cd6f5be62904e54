package org.keyturn.agent.journal;

/** Somebody thought better of a plan that waited, before its run began. Nothing was begun. */
public final class PlanDroppedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  PlanDroppedException(String plan) {
    super("plan " + plan + " was dropped before it began");
  }
}
