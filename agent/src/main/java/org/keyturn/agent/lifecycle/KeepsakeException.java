package org.keyturn.agent.lifecycle;

/** What is to be deleted cannot be kept first. The message is for the operator. */
public final class KeepsakeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public KeepsakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
