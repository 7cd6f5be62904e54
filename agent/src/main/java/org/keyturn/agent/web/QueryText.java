package org.keyturn.agent.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The query of an address, as strictly as a {@link Form}. */
final class QueryText {

  private QueryText() {}

  /**
   * @throws Refusal of kind 400
   */
  static Map<String, String> parse(String query) {
    Map<String, String> values = new LinkedHashMap<>();
    try (Form form = Form.parse(query.getBytes(StandardCharsets.UTF_8))) {
      form.names().forEach(name -> values.put(name, form.text(name)));
    }
    return values;
  }
}
