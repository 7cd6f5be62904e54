package org.keyturn.agent.notify;

import java.util.List;
import java.util.Locale;

/** The languages that messages are written in. The first is the default. */
public enum Language {
  ENGLISH("en", Locale.UK),
  DUTCH("nl", Locale.forLanguageTag("nl-NL"));

  private static final int LONGEST = 256;

  private final String id;
  private final Locale locale;

  Language(String id, Locale locale) {
    this.id = id;
    this.locale = locale;
  }

  public String id() {
    return id;
  }

  public Locale locale() {
    return locale;
  }

  /**
   * The best for a {@code preferredLanguage} (RFC 2798, 2.7: as {@code Accept-Language}); the
   * default where it names none of ours or is no such thing.
   */
  public static Language of(String preferred) {
    if (preferred.isBlank() || preferred.length() > LONGEST) {
      return ENGLISH;
    }
    try {
      String tag =
          Locale.lookupTag(
              Locale.LanguageRange.parse(preferred.strip().replace('_', '-')),
              List.of(ENGLISH.id, DUTCH.id));
      return DUTCH.id.equals(tag) ? DUTCH : ENGLISH;
    } catch (IllegalArgumentException notALanguage) {
      return ENGLISH;
    }
  }
}
