package org.keyturn.agent.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.keyturn.agent.notify.Language;

/**
 * The portal's sentences in one language, from {@code words_en.properties} and its sisters. Each is
 * a {@link MessageFormat}, whole: none is built from pieces. Immutable.
 */
final class Words {

  private final Language language;
  private final Map<String, String> patterns;

  /** Those that stand alone, ready for templates. */
  private final Map<String, String> plain = new HashMap<>();

  private Words(Language language, Map<String, String> patterns) {
    this.language = language;
    this.patterns = patterns;
    patterns.forEach(
        (key, pattern) -> {
          if (pattern.indexOf('{') < 0) {
            plain.put(key, pattern);
          }
        });
  }

  static Words of(Language language) {
    String file = "words_" + language.id() + ".properties";
    try (InputStream in = Objects.requireNonNull(Words.class.getResourceAsStream(file), file)) {
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      Map<String, String> patterns = new HashMap<>();
      properties.forEach((key, value) -> patterns.put(key.toString(), value.toString()));
      return new Words(language, Map.copyOf(patterns));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  Language language() {
    return language;
  }

  Map<String, String> plain() {
    return plain;
  }

  Map<String, String> patterns() {
    return patterns;
  }

  /** The sentence with its values, which the template escapes. */
  String say(String key, Object... values) {
    String pattern = patterns.get(key);
    if (pattern == null) {
      throw new IllegalArgumentException("there is no sentence " + key);
    }
    return values.length == 0
        ? pattern
        : new MessageFormat(pattern, language.locale()).format(values);
  }
}
