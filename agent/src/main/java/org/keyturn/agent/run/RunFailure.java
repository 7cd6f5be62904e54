package org.keyturn.agent.run;

/** A run that cannot be begun or taken up. The message is a sentence for the operator. */
public final class RunFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  public enum Kind {
    /** What was asked for makes no sense. */
    INPUT,
    /** Another process has it. */
    HELD
  }

  private final Kind kind;

  public RunFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
