package org.keyturn.agent.cli;

import java.util.List;

/** What was typed cannot be done. Every problem, one line each; nothing was done. */
final class InputException extends RuntimeException {

  private static final long serialVersionUID = 1;

  InputException(String problem) {
    super(problem);
  }

  InputException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
