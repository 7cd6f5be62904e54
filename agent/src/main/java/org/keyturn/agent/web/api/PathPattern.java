package org.keyturn.agent.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path with names in braces for some of its segments: {@code /runs/{run}/stop}. What stands there
 * is plain: letters, digits, {@code -}, {@code _} and {@code .}, never an escape.
 *
 * @param text below the address of the API
 */
record PathPattern(String text) {

  static final Pattern VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private static final Pattern SHAPE = Pattern.compile("(/[a-z0-9.-]+|/\\{[a-z]+})+");

  PathPattern {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " is no path of an operation");
    }
  }

  /** The values of the names, where the path is one of these. */
  Optional<Map<String, String>> match(String path) {
    String[] own = text.split("/", -1);
    String[] asked = path.split("/", -1);
    if (own.length != asked.length) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < own.length; i++) {
      if (!own[i].startsWith("{")) {
        if (!own[i].equals(asked[i])) {
          return Optional.empty();
        }
      } else if (VALUE.matcher(asked[i]).matches()) {
        values.put(own[i].substring(1, own[i].length() - 1), asked[i]);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    for (String segment : text.split("/", -1)) {
      if (segment.startsWith("{")) {
        names.add(segment.substring(1, segment.length() - 1));
      }
    }
    return names;
  }
}
