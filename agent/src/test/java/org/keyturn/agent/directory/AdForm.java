package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Attribute;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The forms in which Active Directory keeps values, made without our own code. */
final class AdForm {

  private static final int[] GUID = {
    3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15
  };

  private AdForm() {}

  static byte[] quoted(String password) {
    return ('"' + password + '"').getBytes(StandardCharsets.UTF_16LE);
  }

  static long filetime(Instant instant) {
    return (instant.getEpochSecond() + 11_644_473_600L) * 10_000_000L + instant.getNano() / 100;
  }

  /** Three little-endian numbers, then eight bytes as they are. */
  static String guid(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i : GUID) {
      text.append(i < 0 ? "-" : String.format("%02x", bytes[i]));
    }
    return text.toString();
  }

  static List<Attribute> settingsObject(int precedence, Duration maxAge, boolean lockout) {
    return List.of(
        new Attribute("objectClass", "msDS-PasswordSettings"),
        new Attribute("msDS-PasswordSettingsPrecedence", Integer.toString(precedence)),
        new Attribute("msDS-PasswordReversibleEncryptionEnabled", "FALSE"),
        new Attribute("msDS-PasswordHistoryLength", "3"),
        new Attribute("msDS-PasswordComplexityEnabled", "TRUE"),
        new Attribute("msDS-MinimumPasswordLength", "8"),
        new Attribute("msDS-MinimumPasswordAge", "0"),
        new Attribute("msDS-MaximumPasswordAge", "-" + maxAge.toSeconds() + "0000000"),
        new Attribute("msDS-LockoutThreshold", lockout ? "10" : "0"),
        new Attribute("msDS-LockoutObservationWindow", "-9000000000"),
        new Attribute("msDS-LockoutDuration", "-9000000000"));
  }
}
