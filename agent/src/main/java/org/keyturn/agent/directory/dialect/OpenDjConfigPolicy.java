package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.PasswordPolicy;

/**
 * A policy that stands in OpenDJ's cn=config, beside the subentries, for whoever has the privilege
 * {@code config-read}. It is changed with {@code dsconfig} alone.
 */
final class OpenDjConfigPolicy {

  static final Filter FILTER = Filter.createEqualityFilter("objectClass", "ds-cfg-password-policy");
  static final String WITHOUT_WARNING = "ds-cfg-expire-passwords-without-warning";
  static final String OWN_CHANGE = "ds-cfg-allow-user-password-changes";

  private static final String MAX_AGE = "ds-cfg-max-password-age";
  private static final String WARN = "ds-cfg-password-expiration-warning-interval";
  private static final String MUST_CHANGE = "ds-cfg-force-change-on-reset";
  private static final String HISTORY = "ds-cfg-password-history-count";
  private static final String GRACE = "ds-cfg-grace-login-count";
  private static final String FAILURES = "ds-cfg-lockout-failure-count";
  private static final String LOCKOUT = "ds-cfg-lockout-duration";

  static final List<String> ATTRIBUTES =
      List.of(
          MAX_AGE,
          WARN,
          MUST_CHANGE,
          HISTORY,
          GRACE,
          FAILURES,
          LOCKOUT,
          WITHOUT_WARNING,
          OWN_CHANGE);

  /** A duration as {@code dsconfig} writes it: {@code 90 d}, {@code 12 hours}. */
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})\\s*([a-z]*)");

  private OpenDjConfigPolicy() {}

  static boolean isOne(Entry entry) {
    return entry.hasObjectClass("ds-cfg-password-policy");
  }

  /** How long passwords must be is told by no policy but by its validators: 0, unknown. */
  static PasswordPolicy decode(Entry entry) {
    Duration maxAge = duration(entry.getAttributeValue(MAX_AGE));
    return new PasswordPolicy(
        entry.getDN(),
        Policies.name(entry.getDN()),
        maxAge.isZero() ? Optional.empty() : Optional.of(maxAge),
        duration(entry.getAttributeValue(WARN)),
        Boolean.parseBoolean(entry.getAttributeValue(MUST_CHANGE)),
        0,
        Policies.small(entry, HISTORY),
        Policies.small(entry, GRACE),
        Policies.small(entry, FAILURES) > 0,
        duration(entry.getAttributeValue(LOCKOUT)));
  }

  /** Nothing, and what cannot be read, is none. */
  static Duration duration(@Nullable String value) {
    Matcher m = AMOUNT.matcher(value == null ? "" : value.trim().toLowerCase(Locale.ROOT));
    if (!m.matches()) {
      return Duration.ZERO;
    }
    long amount = Long.parseLong(m.group(1));
    String unit = m.group(2);
    if (unit.equals("ms") || unit.startsWith("milli")) {
      return Duration.ofMillis(amount);
    }
    return switch (unit.isEmpty() ? 's' : unit.charAt(0)) {
      case 'w' -> Duration.ofDays(Math.multiplyExact(amount, 7));
      case 'd' -> Duration.ofDays(amount);
      case 'h' -> Duration.ofHours(amount);
      case 'm' -> Duration.ofMinutes(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  /** The line that sets what is true or false in it to true. */
  static String mend(String policy, String property) {
    return "dsconfig set-password-policy-prop --policy-name \""
        + policy
        + "\" --set "
        + property
        + ":true";
  }
}
