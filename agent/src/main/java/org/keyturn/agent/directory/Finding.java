package org.keyturn.agent.directory;

import java.util.Optional;

/**
 * One line of {@code check}.
 *
 * @param level how bad it is
 * @param subject what was looked at: "tls", "rights: pwdReset"
 * @param found what was seen
 * @param mend what to do about it; empty where there is nothing to do
 */
public record Finding(Level level, String subject, String found, String mend) {

  public enum Level {
    OK,
    WARN,
    FAIL
  }

  /** What is wrong and what mends it, in one line; empty where nothing is. */
  public Optional<String> objection() {
    return level == Level.OK
        ? Optional.empty()
        : Optional.of(found + (mend.isEmpty() ? "" : "; " + mend));
  }

  public static Finding ok(String subject, String found) {
    return new Finding(Level.OK, subject, found, "");
  }

  public static Finding warn(String subject, String found, String mend) {
    return new Finding(Level.WARN, subject, found, mend);
  }

  public static Finding fail(String subject, String found, String mend) {
    return new Finding(Level.FAIL, subject, found, mend);
  }
}
