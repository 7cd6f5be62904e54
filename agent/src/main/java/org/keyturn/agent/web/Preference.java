package org.keyturn.agent.web;

import org.keyturn.agent.notify.Language;

/** Which language a browser gets: the one chosen here, else what it asks for. */
final class Preference {

  private Preference() {}

  /**
   * @param chosen the cookie; may be empty
   * @param accepted the header {@code Accept-Language}; may be empty
   */
  static Language of(String chosen, String accepted) {
    for (Language language : Language.values()) {
      if (language.id().equals(chosen)) {
        return language;
      }
    }
    return Language.of(accepted);
  }
}
