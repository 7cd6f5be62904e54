package org.keyturn.agent.config;

import java.util.List;
import java.util.stream.Collectors;

/** The config cannot be used; everything that is wrong with it, in the file's order. */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** At least one, at most 1,000. */
  public List<Problem> problems() {
    return problems;
  }
}
