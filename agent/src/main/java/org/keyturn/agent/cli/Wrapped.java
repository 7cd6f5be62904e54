package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;

/** A sentence on as many lines as it needs. */
final class Wrapped {

  private Wrapped() {}

  /**
   * @param width at most; a word that is longer has a line of its own
   */
  static List<String> lines(String sentence, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
