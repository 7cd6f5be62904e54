package org.keyturn.embedded.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Diagnostic messages a client may see. ApacheDS says {@code CODE: failed for REQUEST: REASON},
 * with every value of the request spelt out; its own reasons ({@code ERR_…}) may repeat values too.
 */
final class Diagnostics {
  private static final String FAILED = ": failed for ";
  private static final Pattern ERROR_NUMBER = Pattern.compile("ERR_\\d+(_[A-Z_]+)?");

  private Diagnostics() {}

  /** Code and reason, the reason only as far as it cannot hold a value of the request. */
  static String withoutRequest(String message, @Nullable Object request) {
    int failed = message.indexOf(FAILED);
    if (failed < 0) {
      return message;
    }
    String code = message.substring(0, failed);
    String start = code + FAILED + request + ": ";
    if (request == null || !message.startsWith(start)) {
      return code;
    }
    String reason = message.substring(start.length());
    Matcher number = ERROR_NUMBER.matcher(reason);
    if (number.lookingAt()) {
      return code + ": " + number.group();
    }
    int end = reason.indexOf('\n');
    return code + ": " + (end < 0 ? reason : reason.substring(0, end));
  }
}
