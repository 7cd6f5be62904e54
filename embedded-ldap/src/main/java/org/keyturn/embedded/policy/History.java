package org.keyturn.embedded.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.password.PasswordUtil;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@code pwdHistory}: {@code time#syntax#length#data} (draft-behera-10, section 5.3.7),
 * where data is the salted hash that stood in {@code userPassword}. Clear text never enters.
 */
final class History {
  private static final String OCTET_STRING = "1.3.6.1.4.1.1466.115.121.1.40";

  private History() {}

  /** The newest {@code limit} values, the passwords that are being replaced included. */
  static List<byte[]> with(
      @Nullable Attribute history, @Nullable Attribute replaced, String time, int limit) {
    List<String> values = new ArrayList<>();
    for (Value value : valuesOf(history)) {
      values.add(text(value));
    }
    for (Value value : valuesOf(replaced)) {
      String data = text(value);
      values.add(time + '#' + OCTET_STRING + '#' + data.length() + '#' + data);
    }
    values.sort(Comparator.naturalOrder());
    return values.subList(Math.max(0, values.size() - limit), values.size()).stream()
        .map(value -> value.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  static boolean contains(@Nullable Attribute history, byte[] clear) {
    for (Value value : valuesOf(history)) {
      String[] parts = text(value).split("#", 4);
      if (parts.length == 4
          && PasswordUtil.compareCredentials(clear, parts[3].getBytes(StandardCharsets.UTF_8))) {
        return true;
      }
    }
    return false;
  }

  private static Iterable<Value> valuesOf(@Nullable Attribute attribute) {
    return attribute == null ? List.of() : attribute;
  }

  private static String text(Value value) {
    return new String(value.getBytes(), StandardCharsets.UTF_8);
  }
}
