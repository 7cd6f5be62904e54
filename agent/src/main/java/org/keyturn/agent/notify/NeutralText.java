package org.keyturn.agent.notify;

import java.util.regex.Pattern;

/** Untrusted text from a directory, made harmless to show. */
final class NeutralText {

  private static final int LONGEST_LINE = 256;
  private static final int LONGEST_NAME = 64;

  /** ECMA-48: CSI sequences, OSC strings up to their end, two-character escapes. */
  private static final Pattern ESCAPES =
      Pattern.compile(
          "(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]|(?:\\x1b\\]|\\x9d)[^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?|\\x1b.?",
          Pattern.DOTALL);

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]+");

  private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

  /** Tags, braces, slashes, colons, signs: no name needs them; a link and a template do. */
  private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^\\p{L}\\p{M}\\p{N} '’.,()&·-]+");

  /** A mail client makes a link of {@code evil.example}. */
  private static final Pattern LINK_DOT = Pattern.compile("\\.(?=[\\p{L}\\p{N}]{2})");

  private NeutralText() {}

  /** One line, without controls, escapes and characters that are not seen. */
  static String line(String text) {
    String cut = text.length() > 16 * LONGEST_LINE ? text.substring(0, 16 * LONGEST_LINE) : text;
    String seen = UNSEEN.matcher(ESCAPES.matcher(cut).replaceAll("")).replaceAll("");
    return shorten(BREAKS.matcher(seen).replaceAll(" ").strip(), LONGEST_LINE);
  }

  /** A name to greet somebody by; the fallback where no letter is left of it. */
  static String name(String text, String fallback) {
    String plain = NOT_IN_A_NAME.matcher(line(text)).replaceAll(" ");
    String name = BREAKS.matcher(LINK_DOT.matcher(plain).replaceAll(". ")).replaceAll(" ").strip();
    return name.codePoints().anyMatch(Character::isLetter)
        ? shorten(name, LONGEST_NAME)
        : line(fallback);
  }

  private static String shorten(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
