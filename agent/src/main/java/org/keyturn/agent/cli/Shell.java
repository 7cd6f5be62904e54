package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a command line down again, as one would type it. */
final class Shell {

  private Shell() {}

  /**
   * @param more options with their values
   */
  static String line(String act, List<String> users, Narrowing narrowing, List<String> more) {
    List<String> words = new ArrayList<>(List.of(act));
    words.addAll(selected(users, narrowing));
    words.addAll(more);
    return joined(words);
  }

  /** The part that says who is meant; blank where nobody said so. */
  static String selection(List<String> users, Narrowing narrowing) {
    return joined(selected(users, narrowing));
  }

  private static List<String> selected(List<String> users, Narrowing narrowing) {
    List<String> words = new ArrayList<>(users);
    narrowing.filters.forEach(f -> words.addAll(List.of("--filter", f)));
    if (narrowing.base != null) {
      words.addAll(List.of("--base", narrowing.base));
    }
    if (narrowing.group != null) {
      words.addAll(List.of("--group", narrowing.group));
    }
    if (narrowing.csv != null) {
      words.addAll(List.of("--csv", narrowing.csv.toString()));
    }
    if (narrowing.all) {
      words.add("--all");
    }
    if (!narrowing.states.isEmpty()) {
      words.addAll(List.of("--state", String.join(",", narrowing.states)));
    }
    return words;
  }

  private static String joined(List<String> words) {
    return words.stream().map(Shell::quoted).collect(Collectors.joining(" "));
  }

  static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
