package org.keyturn.agent.plan;

import java.util.List;

/**
 * A selection that cannot be what was meant; nothing was done. All that is wrong, one line each.
 */
public final class SelectionException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  public SelectionException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
