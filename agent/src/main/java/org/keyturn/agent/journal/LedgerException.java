package org.keyturn.agent.journal;

/** The store cannot be used. The message is a sentence for the operator. */
public class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public LedgerException(String message) {
    super(message);
  }

  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
