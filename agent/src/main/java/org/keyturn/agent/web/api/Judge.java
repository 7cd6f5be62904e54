package org.keyturn.agent.web.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.document.Shape;

/**
 * Holds what was sent against the shape that the OpenAPI document says, and tells all that is
 * wrong.
 */
final class Judge {

  private final List<Problem.Fault> faults = new ArrayList<>();

  private Judge() {}

  /**
   * @throws Problem where the body is not of the shape
   */
  static void body(Shape.ObjectOf shape, Map<String, Object> body) {
    Judge judge = new Judge();
    judge.object(shape, body, "");
    if (!judge.faults.isEmpty()) {
      throw Problem.wrong(Problem.Kind.INVALID, judge.faults);
    }
  }

  private void value(Shape shape, Object value, String place) {
    if (shape instanceof Shape.Text text && value instanceof String string) {
      text(text, string).ifPresent(says -> wrong(place, says));
    } else if (shape instanceof Shape.Text text && value instanceof Secret secret) {
      if (secret.length() > text.longest()) {
        wrong(place, "has more than " + text.longest() + " characters");
      }
    } else if (shape instanceof Shape.Number number && value instanceof Long n) {
      if (n < number.least() || n > number.most()) {
        wrong(place, range(number));
      }
    } else if (shape instanceof Shape.ListOf list && value instanceof List<?> elements) {
      list(list, elements, place);
    } else if (shape instanceof Shape.ObjectOf object && value instanceof Map<?, ?> map) {
      object(object, map, place);
    } else if (!(shape instanceof Shape.Flag && value instanceof Boolean)) {
      wrong(place, "is not " + name(shape));
    }
  }

  private void list(Shape.ListOf list, List<?> elements, String place) {
    if (elements.size() > list.most()) {
      wrong(place, "has " + elements.size() + " elements; " + list.most() + " are the most");
    }
    for (int i = 0; i < elements.size(); i++) {
      value(list.element(), elements.get(i), place + "/" + i);
    }
  }

  private void object(Shape.ObjectOf shape, Map<?, ?> map, String place) {
    Set<String> unknown = new TreeSet<>();
    map.keySet().forEach(key -> unknown.add(String.valueOf(key)));
    for (Shape.Key key : shape.keys()) {
      unknown.remove(key.name());
      Object value = map.get(key.name());
      if (value != null) {
        value(key.shape(), value, place + "/" + key.name());
      } else if (key.required()) {
        wrong(place + "/" + key.name(), "is missing: " + name(key.shape()));
      }
    }
    if (!unknown.isEmpty()) {
      wrong(
          place + "/" + pointer(unknown.iterator().next()),
          "is not known; there are: "
              + shape.keys().stream().map(Shape.Key::name).collect(Collectors.joining(", ")));
    }
  }

  private void wrong(String place, String says) {
    faults.add(new Problem.Fault(place, says));
  }

  /** RFC 6901; what was sent is cut, because it comes back in the answer. */
  private static String pointer(String key) {
    String cut = key.length() > 64 ? key.substring(0, 64) + "…" : key;
    return cut.replace("~", "~0").replace("/", "~1");
  }

  /** What is wrong with a text; empty: nothing. */
  static Optional<String> text(Shape.Text shape, String value) {
    if (!shape.words().isEmpty()) {
      return shape.words().contains(value)
          ? Optional.empty()
          : Optional.of("is not known; there are: " + String.join(", ", shape.words()));
    }
    if (value.length() > shape.longest()) {
      return Optional.of(
          "has " + value.length() + " characters; " + shape.longest() + " are the most");
    }
    if (value.indexOf('\0') >= 0) {
      return Optional.of("has a character that is none");
    }
    return shape
        .pattern()
        .filter(pattern -> !pattern.matcher(value).matches())
        .map(pattern -> "does not match " + pattern);
  }

  static String range(Shape.Number number) {
    return number.most() == Long.MAX_VALUE
        ? "is less than " + number.least()
        : "is not from " + number.least() + " to " + number.most();
  }

  private static String name(Shape shape) {
    if (shape instanceof Shape.Text text) {
      return text.words().isEmpty() ? "a text" : "one of " + String.join(", ", text.words());
    }
    if (shape instanceof Shape.Number) {
      return "a whole number";
    }
    if (shape instanceof Shape.Flag) {
      return "true or false";
    }
    return shape instanceof Shape.ListOf list
        ? "a list, each of it " + name(list.element())
        : "an object";
  }
}
