package org.keyturn.agent.document;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a JSON value looks like, in the terms of JSON Schema 2020-12. */
public sealed interface Shape {

  /** The format of a text that is a secret. */
  String SECRET = "password";

  /**
   * @param longest in characters
   * @param pattern the whole of it; empty: anything
   * @param format of JSON Schema, such as {@code date-time}; empty: none
   * @param words the only ones that there are; empty: any
   */
  record Text(int longest, Optional<Pattern> pattern, Optional<String> format, List<String> words)
      implements Shape {
    public Text {
      words = List.copyOf(words);
    }
  }

  /** A whole number; both ends are in. */
  record Number(long least, long most) implements Shape {}

  /** A number that need not be whole; 0 or more. */
  record Decimal() implements Shape {}

  /** True or false. */
  record Flag() implements Shape {}

  /** The value, or null. */
  record Nullable(Shape value) implements Shape {}

  /**
   * @param most elements
   */
  record ListOf(Shape element, int most) implements Shape {}

  /** An object whose keys are data. */
  record MapOf(Shape value) implements Shape {}

  /**
   * An object with these keys and no other.
   *
   * @param name of the schema; PascalCase
   */
  record ObjectOf(String name, List<Key> keys) implements Shape {
    public ObjectOf {
      keys = List.copyOf(keys);
    }
  }

  /**
   * A key of an object.
   *
   * @param required whether it is always there
   * @param says what it is, for people
   */
  record Key(String name, Shape shape, boolean required, String says) {}

  /** Any text of a reasonable length. */
  static Shape text() {
    return new Text(Integer.MAX_VALUE, Optional.empty(), Optional.empty(), List.of());
  }

  static Shape text(int longest) {
    return new Text(longest, Optional.empty(), Optional.empty(), List.of());
  }

  static Shape text(Pattern pattern) {
    return new Text(Integer.MAX_VALUE, Optional.of(pattern), Optional.empty(), List.of());
  }

  /** A text that nobody else is to see. */
  static Shape secret(int longest) {
    return new Text(longest, Optional.empty(), Optional.of(SECRET), List.of());
  }

  /** An instant, ISO-8601 in UTC. */
  static Shape time() {
    return new Text(Integer.MAX_VALUE, Optional.empty(), Optional.of("date-time"), List.of());
  }

  static Shape word(List<String> words) {
    return new Text(Integer.MAX_VALUE, Optional.empty(), Optional.empty(), words);
  }

  static Shape number() {
    return new Number(0, Long.MAX_VALUE);
  }

  static Shape list(Shape element) {
    return new ListOf(element, Integer.MAX_VALUE);
  }
}
