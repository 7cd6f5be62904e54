package org.keyturn.agent.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a list was asked for, so that its next page can be asked for the same. */
final class Address {

  private final String path;
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * @param names of the query; what is not there is blank
   */
  Address(String path, Exchange exchange, String... names) {
    this.path = path;
    for (String name : names) {
      values.put(name, exchange.query(name).orElse("").strip());
    }
  }

  String of(String name) {
    return values.getOrDefault(name, "");
  }

  /** For the fields of its form, by the names of the query. */
  Map<String, Object> values() {
    Map<String, Object> asked = new HashMap<>();
    values.forEach((name, value) -> asked.put("asked-" + name, value));
    return asked;
  }

  /** The same question from its beginning. */
  String path() {
    return at(path, values);
  }

  /** The same question, further on. */
  String with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return at(path, more);
  }

  /** The same question, of another page. */
  String elsewhere(String other) {
    return at(other, values);
  }

  private static String at(String path, Map<String, String> values) {
    String query =
        values.entrySet().stream()
            .filter(one -> !one.getValue().isEmpty())
            .map(
                one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }
}
