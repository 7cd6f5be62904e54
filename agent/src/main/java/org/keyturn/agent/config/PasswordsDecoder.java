package org.keyturn.agent.config;

import java.nio.file.Path;
import java.util.Optional;
import org.keyturn.agent.password.PasswordSettings;

/** {@code passwords}: rules that no password could satisfy are refused. */
final class PasswordsDecoder {

  private static final PasswordSettings DEFAULT = PasswordSettings.DEFAULT;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 128;

  private PasswordsDecoder() {}

  static PasswordSettings decode(Value value) {
    try (Section section = value.section("write {length: 16, min-length: 12}")) {
      int problems = value.reading().problems().size();
      PasswordSettings settings =
          new PasswordSettings(
              number(section, "length", SHORTEST, DEFAULT.length()),
              number(section, "min-length", 1, DEFAULT.minLength()),
              number(section, "upper", 0, DEFAULT.upper()),
              number(section, "lower", 0, DEFAULT.lower()),
              number(section, "digits", 0, DEFAULT.digits()),
              number(section, "symbols", 0, DEFAULT.symbols()),
              section.find("blocklist").flatMap(PasswordsDecoder::blocklist));
      if (value.reading().problems().size() == problems) {
        judge(section.find("length").orElse(value), settings);
      }
      return settings;
    }
  }

  private static int number(Section section, String key, int least, int otherwise) {
    return section.find(key).flatMap(v -> Scalars.whole(v, least, LONGEST)).orElse(otherwise);
  }

  private static void judge(Value place, PasswordSettings settings) {
    int classes = settings.upper() + settings.lower() + settings.digits() + settings.symbols();
    int length = settings.length();
    if (classes > length) {
      place.fail(
          "no password of " + length + " characters has the " + classes + " that are asked for",
          "write a length of " + classes + " or more, or ask for fewer of each kind");
    } else if (settings.minLength() > length) {
      place.fail(
          "generated passwords of " + length + " characters are below min-length",
          "write a length of " + settings.minLength() + " or more, or a lower min-length");
    }
  }

  private static Optional<Path> blocklist(Value value) {
    Optional<Path> path = Scalars.path(value);
    if (path.isPresent()) {
      try {
        GuardedFile.look(path.get(), true)
            .allowNoMore(GuardedFile.WRITE_BY_OTHERS, "can be changed by everyone", "chmod o-w");
      } catch (Refused e) {
        value.fail(e.wrong(), e.right());
      }
    }
    return path;
  }
}
