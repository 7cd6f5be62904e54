package org.keyturn.agent.directory.dialect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** GeneralizedTime in all the forms of RFC 4517, section 3.3.13. */
final class GeneralizedTime {

  /** {@code YYYYMMDDHH[MM[SS]][(.|,)fraction](Z|±HH[MM])}. */
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(\\d{4})(\\d{2})(\\d{2})(\\d{2})(?:(\\d{2})(\\d{2})?)?(?:[.,](\\d{1,30}))?"
              + "(?:Z|([+-])(\\d{2})(\\d{2})?)");

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private GeneralizedTime() {}

  /** The instant, or nothing where the text is no such time or names a day that does not exist. */
  static Optional<Instant> parse(@Nullable String text) {
    if (text == null || text.length() > 64) {
      return Optional.empty();
    }
    return text.length() == 15 && text.charAt(14) == 'Z' ? ofSeconds(text) : ofAnyForm(text);
  }

  /** {@code YYYYMMDDHHMMSSZ}, which nearly every time is: a scan reads some for each account. */
  private static Optional<Instant> ofSeconds(String text) {
    for (int i = 0; i < 14; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return ofAnyForm(text);
      }
    }
    int second = digits(text, 12);
    if (second > 59) {
      return ofAnyForm(text);
    }
    try {
      int year = digits(text, 0) * 100 + digits(text, 2);
      return Optional.of(
          LocalDateTime.of(
                  year, digits(text, 4), digits(text, 6), digits(text, 8), digits(text, 10), second)
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int digits(String text, int at) {
    return (text.charAt(at) - '0') * 10 + (text.charAt(at + 1) - '0');
  }

  private static Optional<Instant> ofAnyForm(String text) {
    Matcher m = SYNTAX.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(number(m, 1), number(m, 2), number(m, 3), number(m, 4), number(m, 5), 0);
      Duration offset = Duration.ofHours(number(m, 9)).plusMinutes(number(m, 10));
      if (number(m, 9) > 23 || number(m, 10) > 59 || number(m, 6) > 60) { // 60: a leap second
        return Optional.empty();
      }
      Instant utc = local.toInstant(ZoneOffset.UTC).plusSeconds(number(m, 6)).plus(fraction(m));
      return Optional.of("-".equals(m.group(8)) ? utc.plus(offset) : utc.minus(offset));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** To the second; what is finer is cut off. */
  static String seconds(Instant instant) {
    return SECONDS.format(instant);
  }

  /** To the millisecond; what is finer is cut off. */
  static String millis(Instant instant) {
    return MILLIS.format(instant);
  }

  private static int number(Matcher m, int group) {
    String digits = m.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** A fraction belongs to the smallest unit that is written out. */
  private static Duration fraction(Matcher m) {
    String digits = m.group(7);
    if (digits == null) {
      return Duration.ZERO;
    }
    long unit = m.group(6) != null ? 1 : m.group(5) != null ? 60 : 3600;
    BigDecimal nanos =
        new BigDecimal("0." + digits).multiply(BigDecimal.valueOf(unit * 1_000_000_000L));
    return Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact());
  }
}
