package org.keyturn.agent.journal;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What somebody types to find people: words that must each stand somewhere; accents and case do not
 * matter.
 */
public record SearchText(List<String> words) {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** More words than anybody types on purpose; the rest is not looked at. */
  private static final int MOST = 8;

  public SearchText {
    words = List.copyOf(words);
  }

  public static SearchText of(String typed) {
    return new SearchText(
        SPACE.splitAsStream(folded(typed)).filter(word -> !word.isEmpty()).limit(MOST).toList());
  }

  /** Whether each word stands in one of these. */
  public boolean finds(String... texts) {
    List<String> folded = Stream.of(texts).map(SearchText::folded).toList();
    return words.stream().allMatch(word -> folded.stream().anyMatch(text -> text.contains(word)));
  }

  /** Without accents and case, so that {@code É} finds {@code e}. */
  static String folded(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
    return MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
