package org.keyturn.agent.password;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether {@code passwords} of the config can be met at all. */
public final class PasswordRules {

  /** The shortest that is generated: 8 characters are 46 bits. */
  static final int SHORTEST_GENERATED = 8;

  /** The longest that is generated or demanded, in characters. */
  static final int LONGEST = 256;

  private PasswordRules() {}

  /** What is wrong, as a sentence that starts with the key; empty: the rules can be met. */
  public static Optional<String> problem(PasswordSettings s) {
    return first(
        negative("upper", s.upper()),
        negative("lower", s.lower()),
        negative("digits", s.digits()),
        negative("symbols", s.symbols()),
        s.minLength() < 1 || s.minLength() > LONGEST
            ? Optional.of("min-length: " + s.minLength() + " is not between 1 and " + LONGEST + ".")
            : Optional.empty(),
        s.length() < SHORTEST_GENERATED || s.length() > LONGEST
            ? Optional.of(
                "length: %d is not between %d and %d."
                    .formatted(s.length(), SHORTEST_GENERATED, LONGEST))
            : Optional.empty(),
        tooMany(s),
        s.length() < s.minLength()
            ? Optional.of(
                "length: a generated password of %d characters would break min-length: %d."
                    .formatted(s.length(), s.minLength()))
            : Optional.empty(),
        s.blocklist().flatMap(PasswordRules::blocklistProblem));
  }

  private static Optional<String> negative(String key, int count) {
    return count < 0
        ? Optional.of(key + ": " + count + " is not a count; 0 asks for none.")
        : Optional.empty();
  }

  private static Optional<String> tooMany(PasswordSettings s) {
    long sum = (long) s.upper() + s.lower() + s.digits() + s.symbols();
    return sum > s.length()
        ? Optional.of(
            "length: %d characters have no room for %d upper, %d lower, %d digits and %d symbols."
                .formatted(s.length(), s.upper(), s.lower(), s.digits(), s.symbols()))
        : Optional.empty();
  }

  private static Optional<String> blocklistProblem(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.of("blocklist: " + file + " is not a file.");
    }
    return Files.isReadable(file)
        ? Optional.empty()
        : Optional.of("blocklist: " + file + " cannot be read by this user.");
  }

  @SafeVarargs
  private static Optional<String> first(Optional<String>... problems) {
    for (Optional<String> problem : problems) {
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }
}
