package org.keyturn.agent.password;

/** A secret cannot be sealed or opened. The message is a sentence for the operator, no secret. */
public final class SealException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SealException(String message) {
    super(message);
  }

  SealException(String message, Throwable cause) {
    super(message, cause);
  }
}
