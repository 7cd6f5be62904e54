package org.keyturn.agent.run;

/** The sheet cannot be written; a sentence for the operator. */
public final class SheetException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SheetException(String message, Throwable cause) {
    super(message, cause);
  }
}
