package org.keyturn.agent.directory.dialect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyturn.agent.account.PasswordPolicy;

/**
 * One password policy of 389-DS: {@code cn=config} for the whole server, or a {@code
 * passwordPolicy} entry. A local one inherits nothing from {@code cn=config}: what it does not say
 * is the value that is built into the server.
 *
 * @param terms in neutral terms
 * @param maxFailure {@code passwordMaxFailure}: this many failures lock
 * @param unlocks {@code passwordUnlock}: whether a lock ends by itself
 * @param tracksChanges {@code passwordTrackUpdateTime}: whether {@code pwdUpdateTime} is written
 * @param admin {@code passwordAdminDN}: whose resets make people change the password; may be a
 *     group
 */
record Ds389Policy(
    PasswordPolicy terms,
    int maxFailure,
    boolean unlocks,
    boolean tracksChanges,
    Optional<String> admin) {

  static final String CONFIG = "cn=config";
  static final String EXPIRES = "passwordExp";
  static final String MAX_AGE = "passwordMaxAge";
  static final String WARNING = "passwordWarning";
  static final String MUST_CHANGE = "passwordMustChange";
  static final String TRACKS = "passwordTrackUpdateTime";
  static final String ADMIN = "passwordAdminDN";

  /** All that a new policy takes over from the one that was in force before. */
  static final List<String> SETTINGS =
      List.of(
          EXPIRES,
          MAX_AGE,
          WARNING,
          MUST_CHANGE,
          TRACKS,
          ADMIN,
          "passwordCheckSyntax",
          "passwordMinLength",
          "passwordHistory",
          "passwordInHistory",
          "passwordGraceLimit",
          "passwordLockout",
          "passwordMaxFailure",
          "passwordUnlock",
          "passwordLockoutDuration");

  private static final Pattern SECONDS = Pattern.compile("(\\d{1,15})([dhms]?)");

  static Ds389Policy of(Entry entry) {
    PasswordPolicy terms =
        new PasswordPolicy(
            entry.getDN(),
            name(entry.getDN()),
            is(entry, EXPIRES, false)
                ? Optional.of(duration(entry, MAX_AGE, Duration.ofDays(100)))
                : Optional.empty(),
            duration(entry, WARNING, Duration.ofDays(1)),
            is(entry, MUST_CHANGE, false),
            is(entry, "passwordCheckSyntax", false) ? number(entry, "passwordMinLength", 8) : 0,
            is(entry, "passwordHistory", false) ? number(entry, "passwordInHistory", 6) : 0,
            number(entry, "passwordGraceLimit", 0),
            is(entry, "passwordLockout", false),
            is(entry, "passwordUnlock", true)
                ? duration(entry, "passwordLockoutDuration", Duration.ofHours(1))
                : Duration.ZERO);
    return new Ds389Policy(
        terms,
        number(entry, "passwordMaxFailure", 3),
        is(entry, "passwordUnlock", true),
        is(entry, TRACKS, false),
        Optional.ofNullable(entry.getAttributeValue(ADMIN)).filter(dn -> !dn.isBlank()));
  }

  boolean isGlobal() {
    return terms.dn().equalsIgnoreCase(CONFIG);
  }

  private static String name(String dn) {
    if (dn.equalsIgnoreCase(CONFIG)) {
      return "default";
    }
    try {
      RDN rdn = new DN(dn).getRDN();
      return rdn == null ? dn : rdn.getAttributeValues()[0];
    } catch (LDAPException e) {
      return dn;
    }
  }

  /** {@code on} and {@code off}, and what else the server takes for them. */
  static boolean is(Entry entry, String attribute, boolean builtIn) {
    String value = entry.getAttributeValue(attribute);
    return value == null
        ? builtIn
        : List.of("on", "true", "1").contains(value.trim().toLowerCase(Locale.ROOT));
  }

  private static int number(Entry entry, String attribute, int builtIn) {
    Integer value = entry.getAttributeValueAsInteger(attribute);
    return value == null ? builtIn : Math.max(0, value);
  }

  /** Seconds; the server takes a unit as well. */
  private static Duration duration(Entry entry, String attribute, Duration builtIn) {
    String value = entry.getAttributeValue(attribute);
    Matcher m = SECONDS.matcher(value == null ? "" : value.trim().toLowerCase(Locale.ROOT));
    if (!m.matches()) {
      return builtIn;
    }
    long amount = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "d" -> Duration.ofDays(amount);
      case "h" -> Duration.ofHours(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofSeconds(amount);
    };
  }
}
