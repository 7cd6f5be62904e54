package org.keyturn.agent.console;

/** Evidence that somebody may look at everything. Only {@link Operators} gives it out. */
public sealed class Sight permits Care {

  private final Operator operator;

  Sight(Operator operator) {
    this.operator = operator;
  }

  public final Operator operator() {
    return operator;
  }
}
