package org.keyturn.agent.config;

import java.nio.file.Path;

/**
 * One mistake in the config. Never holds a secret's value.
 *
 * @param file as it was named to the agent
 * @param line from 1; 0 where there is no file to point into
 * @param column from 1, in code points; 0 where there is no file to point into
 * @param key the full path of the key, {@code directories.corp.bind.password}; {@code yaml} for a
 *     mistake of syntax, {@code file} for one of the file itself
 * @param wrong what is wrong
 * @param right what would be right
 */
public record Problem(Path file, int line, int column, String key, String wrong, String right) {

  /** {@code file:line:column: key: what is wrong, what would be right}, on one line. */
  @Override
  public String toString() {
    String place = line == 0 ? "" : ":" + line + ":" + column;
    return file + place + ": " + key + ": " + wrong + ", " + right;
  }
}
