package org.keyturn.agent.plan;

/** A plan that must not be made or carried out. The message says what is wrong with it. */
public final class PlanException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public PlanException(String message) {
    super(message);
  }

  public PlanException(String message, Throwable cause) {
    super(message, cause);
  }
}
