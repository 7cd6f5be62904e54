package org.keyturn.embedded.sample;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** One content record of LDIF (RFC 2849), unfolded. */
public final class LdifRecord {
  private final StringBuilder text = new StringBuilder();

  private LdifRecord() {}

  /**
   * @param dn escaped already, as {@link #rdn} does
   */
  public static LdifRecord of(String dn, String... objectClasses) {
    return new LdifRecord().with("dn", dn).with("objectClass", List.of(objectClasses));
  }

  public LdifRecord with(String attribute, String value) {
    if (isSafe(value)) {
      text.append(attribute).append(": ").append(value).append('\n');
    } else {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      text.append(attribute)
          .append(":: ")
          .append(Base64.getEncoder().encodeToString(bytes))
          .append('\n');
    }
    return this;
  }

  public LdifRecord with(String attribute, List<String> values) {
    values.forEach(value -> with(attribute, value));
    return this;
  }

  /** The record with the empty line that ends it. */
  public String text() {
    return text + "\n";
  }

  /** {@code attribute=value} with the value escaped (RFC 4514, section 2.4). */
  public static String rdn(String attribute, String value) {
    StringBuilder rdn = new StringBuilder(attribute).append('=');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean first = i == 0 && (c == ' ' || c == '#');
      boolean last = i == value.length() - 1 && c == ' ';
      if (first || last || ",+\"\\<>;=".indexOf(c) >= 0) {
        rdn.append('\\');
      }
      rdn.append(c);
    }
    return rdn.toString();
  }

  private static boolean isSafe(String value) {
    return value.chars().allMatch(c -> c >= ' ' && c < 127)
        && !value.startsWith(" ")
        && !value.startsWith(":")
        && !value.startsWith("<")
        && !value.endsWith(" ");
  }
}
