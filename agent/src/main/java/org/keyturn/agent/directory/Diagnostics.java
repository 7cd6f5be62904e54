package org.keyturn.agent.directory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;

/**
 * Makes a server's words fit for a log, a mail and a screen. ApacheDS answers a failed request with
 * the whole request, password bytes in hexadecimal included, so that of such a text nothing but the
 * error's name is kept.
 */
public final class Diagnostics {

  private static final int LONGEST = 200;

  /** Where ApacheDS starts to repeat the request. */
  private static final Pattern ECHO = Pattern.compile("(?i)failed for MessageType|Message ID :");

  private static final Pattern ERROR_CODE = Pattern.compile("ERR_\\d+(?:_[A-Z_]+)?");

  private Diagnostics() {}

  /** One line without control characters, at most {@value #LONGEST} characters; may be empty. */
  public static String clean(@Nullable String text) {
    if (text == null) {
      return "";
    }
    Matcher echo = ECHO.matcher(text);
    if (echo.find()) {
      return shorten(oneLine(text.substring(0, echo.start()))) + code(text);
    }
    return shorten(oneLine(text));
  }

  /** As {@link #clean(String)}, and nothing at all where the text repeats the secret. */
  static String clean(@Nullable String text, Secret secret) {
    if (text == null || secret.length() == 0) {
      return clean(text);
    }
    boolean repeats = secret.withChars(chars -> text.contains(new String(chars)));
    return repeats ? "the server's message repeated the password and was dropped" : clean(text);
  }

  private static String code(String text) {
    Matcher code = ERROR_CODE.matcher(text);
    return code.find() ? " " + code.group() : "";
  }

  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isWhitespace(c) ? ' ' : c)
        .filter(c -> !isUnprintable(c))
        .limit(4L * LONGEST)
        .forEach(line::appendCodePoint);
    return line.toString().replaceAll(" {2,}", " ").strip().replaceAll(":$", "");
  }

  private static boolean isUnprintable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED
        || type == Character.PRIVATE_USE;
  }

  private static String shorten(String line) {
    if (line.length() <= LONGEST) {
      return line;
    }
    int end = LONGEST - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
