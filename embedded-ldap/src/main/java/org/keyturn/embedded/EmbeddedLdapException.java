package org.keyturn.embedded;

/** The server could not start, stop or load. The message says what to mend. */
public final class EmbeddedLdapException extends RuntimeException {
  EmbeddedLdapException(String message, Throwable cause) {
    super(message, cause);
  }
}
