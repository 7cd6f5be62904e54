package org.keyturn.agent.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.keyturn.agent.console.Sign;
import org.keyturn.agent.directory.Finding;
import org.keyturn.agent.plan.Printable;

/** Signs of how the agent is, as sentences: what was seen, and what mends it. */
final class SignWords {

  private final Words words;
  private final Moments moments;

  SignWords(Words words, Moments moments) {
    this.words = words;
    this.moments = moments;
  }

  /**
   * {@code text}, {@code mend} (blank where nothing is to be done), {@code tone}, {@code level}.
   */
  Map<String, Object> of(Sign sign) {
    String key = "sign-" + id(sign.kind()) + "-" + id(sign.level());
    Map<String, Object> values = new HashMap<>();
    values.put("subject", Printable.line(sign.subject()));
    values.put("topic", words.say("sign-" + id(sign.kind())));
    values.put("text", said(key, sign));
    values.put("mend", sign.isFine() ? "" : said(key + "-mend", sign));
    values.put("tone", sign.level() == Finding.Level.FAIL ? "danger" : id(sign.level()));
    values.put("level", words.say("level-" + id(sign.level())));
    return values;
  }

  private String said(String key, Sign sign) {
    Object[] values =
        sign.values().stream().map(value -> shown(sign.kind(), value)).toArray(Object[]::new);
    // A job that never came has neither a time nor an outcome to tell.
    return values.length == 0 && sign.kind() == Sign.Kind.JOB && sign.isFine()
        ? words.say("sign-job-never")
        : words.say(key, values.length == 0 ? new Object[] {""} : values);
  }

  private Object shown(Sign.Kind kind, Object value) {
    if (value instanceof Instant at) {
      return kind == Sign.Kind.CERTIFICATE || kind == Sign.Kind.JOB
          ? moments.full(at)
          : moments.near(at);
    } else if (value instanceof Long number) {
      return switch (kind) {
        case DISK, LEDGER -> bytes(number);
        case CLOCK -> Math.abs(number);
        default -> number;
      };
    }
    return Printable.line(String.valueOf(value));
  }

  /** "1.4 GB", "312 kB". */
  static String bytes(long n) {
    if (n >= 1_000_000_000L) {
      return String.format(Locale.ROOT, "%.1f GB", n / 1e9);
    }
    return n >= 1_000_000
        ? String.format(Locale.ROOT, "%.1f MB", n / 1e6)
        : Math.max(1, n / 1_000) + " kB";
  }

  private static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
