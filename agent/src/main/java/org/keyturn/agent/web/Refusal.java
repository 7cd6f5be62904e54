package org.keyturn.agent.web;

/** A request that gets an error page and nothing else. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int NOT_SIGNED_IN = 401;
  static final int TOO_LARGE = 413;
  static final int UNSUPPORTED_TYPE = 415;
  static final int MISDIRECTED = 421;
  static final int TOO_MANY = 429;

  private final int status;

  Refusal(int status) {
    super(String.valueOf(status), null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
