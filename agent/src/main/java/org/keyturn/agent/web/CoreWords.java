package org.keyturn.agent.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.notify.Language;

/**
 * Sentences of the core, in the language of a page. The core, its ledger and what programs read
 * speak English; a sentence is found again by its English pattern, as gettext does it, and its
 * values are put into the same pattern of the other language. One that is not known stays English.
 */
final class CoreWords {

  private static final String KEY = "core-";
  private static final Pattern GAP = Pattern.compile("\\{(\\d)(,number)?}");
  private static final String NUMBER = "(\\d[\\d,]*(?:\\.\\d+)?)";

  /** A sentence may hold another: what the brake said, why a run was stopped. */
  private static final int DEEPEST = 4;

  private static final int LONGEST = 2_000;

  private static final List<Sentence> KNOWN = known();

  /**
   * @param gaps the values in the order in which the English has them
   * @param letters how much of it is no value: of two that fit, the one that says more is meant
   */
  private record Sentence(String key, Pattern english, List<Gap> gaps, int letters) {}

  private record Gap(int value, boolean isNumber) {}

  private CoreWords() {}

  private static List<Sentence> known() {
    List<Sentence> all = new ArrayList<>();
    Words.of(Language.ENGLISH)
        .patterns()
        .forEach(
            (key, pattern) -> {
              if (key.startsWith(KEY)) {
                all.add(sentence(key, pattern));
              }
            });
    all.sort(Comparator.comparing(Sentence::letters).reversed());
    return List.copyOf(all);
  }

  private static Sentence sentence(String key, String pattern) {
    StringBuilder regex = new StringBuilder();
    List<Gap> gaps = new ArrayList<>();
    Matcher gap = GAP.matcher(pattern);
    int start = 0;
    int letters = 0;
    while (gap.find()) {
      letters += gap.start() - start;
      regex.append(Pattern.quote(pattern.substring(start, gap.start())));
      boolean isNumber = gap.group(2) != null;
      regex.append(isNumber ? NUMBER : "(.+?)");
      gaps.add(new Gap(Integer.parseInt(gap.group(1)), isNumber));
      start = gap.end();
    }
    regex.append(Pattern.quote(pattern.substring(start)));
    return new Sentence(
        key,
        Pattern.compile(regex.toString()),
        List.copyOf(gaps),
        letters + pattern.length() - start);
  }

  /** The same, in the language of these words. */
  static String say(Words words, String english) {
    return words.language() == Language.ENGLISH || english.length() > LONGEST
        ? english
        : say(words, english, DEEPEST);
  }

  private static String say(Words words, String english, int deep) {
    // In our files an apostrophe is a typographic one: MessageFormat takes the other for itself.
    String plain = english.replace('\'', '’');
    for (Sentence sentence : KNOWN) {
      Matcher match = sentence.english().matcher(plain);
      if (match.matches()) {
        return deep == 0 ? english : filled(words, sentence, match, deep);
      }
    }
    return english;
  }

  private static String filled(Words words, Sentence sentence, Matcher match, int deep) {
    Object[] values = new Object[sentence.gaps().size()];
    for (int i = 0; i < values.length; i++) {
      Gap gap = sentence.gaps().get(i);
      String text = match.group(i + 1);
      values[gap.value()] =
          gap.isNumber() ? Double.valueOf(text.replace(",", "")) : say(words, text, deep - 1);
    }
    return words.say(sentence.key(), values);
  }
}
