package org.keyturn.agent.notify;

/** A template cannot be used. The message names the file, for the operator who mends it. */
final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  TemplateException(String message) {
    super(message);
  }

  TemplateException(String message, Throwable cause) {
    super(message, cause);
  }
}
