package org.keyturn.agent.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code application/x-www-form-urlencoded} (WHATWG URL, 5.2). */
final class FormText {

  private FormText() {}

  static String of(Map<String, String> templates, Map<String, String> values) {
    return templates.entrySet().stream()
        .map(
            field ->
                URLEncoder.encode(field.getKey(), UTF_8)
                    + "="
                    + URLEncoder.encode(Placeholders.fill(field.getValue(), values), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
