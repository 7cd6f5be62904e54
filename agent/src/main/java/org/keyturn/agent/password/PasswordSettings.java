package org.keyturn.agent.password;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a generated password looks like and what a typed one must be: {@code passwords} in the
 * config.
 *
 * @param length of a generated one, in characters
 * @param minLength of a typed one; the directory's own minimum counts beside it
 * @param upper at least that many upper-case letters
 * @param lower at least that many lower-case letters
 * @param digits at least that many digits
 * @param symbols at least that many of the symbols that keyboards and shells take well
 * @param blocklist a file of passwords that are refused, one a line, beside the built-in list
 */
public record PasswordSettings(
    int length,
    int minLength,
    int upper,
    int lower,
    int digits,
    int symbols,
    Optional<Path> blocklist) {

  public static final PasswordSettings DEFAULT =
      new PasswordSettings(16, 12, 1, 1, 1, 0, Optional.empty());
}
