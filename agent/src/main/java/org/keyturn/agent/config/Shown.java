package org.keyturn.agent.config;

/** Untrusted text, made fit to be shown in one line of a terminal or a journal. */
final class Shown {

  private static final int LONGEST = 60;

  private Shown() {}

  /** {@code "text"}, cut where it is long. */
  static String quoted(String text) {
    return '"' + plain(text) + '"';
  }

  static String plain(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> shown.appendCodePoint(isPlain(c) ? c : '\uFFFD'));
    return text.codePointCount(0, text.length()) > LONGEST ? shown + "…" : shown.toString();
  }

  static boolean isOneLine(String text) {
    return text.codePoints().allMatch(Shown::isPlain);
  }

  /** Neither a control character, nor a line break of Unicode, nor one that turns the writing. */
  private static boolean isPlain(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE
        && !(c >= 0x202A && c <= 0x202E)
        && !(c >= 0x2066 && c <= 0x2069);
  }
}
