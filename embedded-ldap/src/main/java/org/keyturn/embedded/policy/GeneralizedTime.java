package org.keyturn.embedded.policy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.util.DateUtils;
import org.jspecify.annotations.Nullable;

/** Generalized times (RFC 4517, section 3.3.13) in UTC, written with milliseconds. */
public final class GeneralizedTime {
  /** {@code pwdAccountLockedTime} of an account that only an administrator may unlock. */
  static final String FOREVER = "000001010000Z";

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private GeneralizedTime() {}

  public static String of(Instant instant) {
    return MILLISECONDS.format(instant);
  }

  /** Null when the attribute is absent. */
  static @Nullable Instant of(@Nullable Attribute attribute) throws LdapException {
    return attribute == null ? null : parse(attribute.getString());
  }

  static Instant parse(String value) {
    return DateUtils.getDate(value).toInstant();
  }
}
