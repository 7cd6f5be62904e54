package org.keyturn.agent.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the word that a typing mistake was probably meant to be. */
final class Nearest {

  private static final int LONGEST = 40;

  private Nearest() {}

  static Optional<String> to(String typed, Collection<String> words) {
    if (typed.length() > LONGEST) {
      return Optional.empty();
    }
    String folded = fold(typed);
    return words.stream()
        .filter(word -> distance(folded, fold(word)) <= allowed(word))
        .min(Comparator.comparingInt(word -> distance(folded, fold(word))));
  }

  private static int allowed(String word) {
    return word.length() <= 3 ? 1 : word.length() <= 6 ? 2 : 3;
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
  }

  /** Levenshtein's, with a swap of two neighbours as one step. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
