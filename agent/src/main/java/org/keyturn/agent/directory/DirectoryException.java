package org.keyturn.agent.directory;

/**
 * A read that could not be done. Unchecked, because almost every caller lets it end the command; it
 * keeps what the server said.
 */
public final class DirectoryException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public enum Kind {
    /** No server of the list answers, or its certificate is not trusted. */
    UNREACHABLE,
    /** The server does not let the agent in, or not see or do this. */
    REFUSED,
    /** The answer was cut short (results 3, 4, 11, a lost page): it must not be acted on. */
    INCOMPLETE,
    /** The request makes no sense to the server: a bad filter, a base that does not exist. */
    BAD_REQUEST
  }

  private final Kind kind;
  private final int resultCode;

  public DirectoryException(Kind kind, int resultCode, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.resultCode = resultCode;
  }

  public DirectoryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.resultCode = -1;
  }

  public Kind kind() {
    return kind;
  }

  /** The LDAP result code; -1 where no server answered. */
  public int resultCode() {
    return resultCode;
  }
}
