package org.keyturn.agent.template;

/** A template cannot be used. The message names the file, for the operator who mends it. */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public TemplateException(String message) {
    super(message);
  }

  public TemplateException(String message, Throwable cause) {
    super(message, cause);
  }
}
