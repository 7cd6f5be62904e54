package org.keyturn.agent.notify;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of the config with names in braces: {@code {number}@sms.example.com}. Values go in as they
 * are, in one pass: what a value holds is not looked at again.
 */
record Placeholders(String text) {

  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

  /**
   * @throws IllegalArgumentException with a sentence for the operator, where it names something
   *     else
   */
  static Placeholders of(String text, Set<String> known) {
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      if (!known.contains(name.group(1))) {
        throw new IllegalArgumentException(
            name.group()
                + " is nothing here; there are {"
                + String.join("}, {", new TreeSet<>(known))
                + "}");
      }
    }
    return new Placeholders(text);
  }

  boolean names(String name) {
    return text.contains("{" + name + "}");
  }

  String in(Map<String, String> values) {
    return fill(text, values);
  }

  static String fill(String text, Map<String, String> values) {
    return NAME.matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }

  static UnaryOperator<String> filler(Map<String, String> values) {
    return text -> fill(text, values);
  }
}
