package org.keyturn.agent.plan;

import java.util.stream.IntStream;

/** Untrusted text on one harmless line. */
public final class Printable {

  private static final int LONGEST = 200;

  private Printable() {}

  /** Control and format characters become {@code \}{@code u....}; what is too long is cut. */
  public static String line(String text) {
    String out = harmless(text.codePoints().limit(LONGEST));
    return text.codePointCount(0, text.length()) > LONGEST ? out + "…" : out;
  }

  /** A sentence of ours with values in it, on one harmless line and whole. */
  public static String sentence(String text) {
    return harmless(text.codePoints());
  }

  private static String harmless(IntStream text) {
    StringBuilder out = new StringBuilder();
    text.forEach(
        c -> {
          if (isHarmless(c)) {
            out.appendCodePoint(c);
          } else {
            out.append(String.format("\\u%04x", c));
          }
        });
    return out.toString();
  }

  public static String quoted(String text) {
    return '"' + line(text) + '"';
  }

  /** Neither control characters nor those that turn the direction of a line around. */
  private static boolean isHarmless(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE;
  }
}
