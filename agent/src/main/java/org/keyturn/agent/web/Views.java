package org.keyturn.agent.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.keyturn.agent.notify.Language;
import org.keyturn.agent.template.SafeMustache;
import org.keyturn.agent.template.SafeTemplate;

/**
 * Renders {@code pages/NAME.html}. Beside its own values, a page has {@code t} (the sentences of
 * its language that hold no values, by key), {@code title}, {@code lang}, {@code brand}, {@code
 * help}, and {@code assets}. Thread-safe.
 */
final class Views {

  private final Map<Language, Words> words = new EnumMap<>(Language.class);
  private final Map<String, SafeTemplate> compiled = new ConcurrentHashMap<>();
  private final SafeMustache mustache = SafeMustache.html(Views::source);
  private final Map<String, Object> everywhere = new HashMap<>();

  Views(WebSettings settings, Assets assets) {
    for (Language language : Language.values()) {
      words.put(language, Words.of(language));
    }
    everywhere.put("brand", settings.brand().name());
    settings.help().ifPresent(help -> everywhere.put("help", help));
    everywhere.put("assets", assets.paths());
  }

  Words words(Language language) {
    return Objects.requireNonNull(words.get(language));
  }

  byte[] render(String template, Language language, Map<String, Object> values) {
    Words said = words(language);
    Map<String, Object> all = new HashMap<>(everywhere);
    all.put("t", said.plain());
    all.put("lang", language.id());
    all.putAll(values);
    if (!all.containsKey("title")) {
      all.put("title", said.say(template + "-title"));
    }
    return compiled
        .computeIfAbsent(template, name -> mustache.compile(name, source(name + ".html")))
        .render(all)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String source(String name) {
    String file = "pages/" + name;
    try (InputStream in = Views.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
