package org.keyturn.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One value of the file with the path of its key; says what is wrong with it at its place. */
final class Value {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

  private final Reading reading;
  private final String key;
  private final String shape;
  private final Place owner;
  private final Tree tree;

  private Value(Reading reading, String key, String shape, Place owner, Tree tree) {
    this.reading = reading;
    this.key = key;
    this.shape = shape;
    this.owner = owner;
    this.tree = tree;
  }

  static Value root(Reading reading, Tree tree) {
    return new Value(reading, "", "", Place.START, tree);
  }

  private Value child(String name, String shapeName, Tree.Entry entry) {
    return new Value(
        reading,
        key.isEmpty() ? name : key + "." + name,
        shape.isEmpty() ? shapeName : shape + "." + shapeName,
        entry.key().place(),
        entry.value());
  }

  Reading reading() {
    return reading;
  }

  String key() {
    return key;
  }

  /** The key's path with {@code *} for a name that the operator chose. */
  String shape() {
    return shape;
  }

  Place place() {
    return tree.place();
  }

  /** Where the key itself stands: what is missing below it is reported there. */
  Place owner() {
    return owner;
  }

  void fail(String wrong, String right) {
    reading.problem(place(), key.isEmpty() ? "yaml" : key, wrong, right);
  }

  void note(String sentence) {
    reading.note(key, sentence);
  }

  boolean isText() {
    return tree instanceof Tree.Scalar scalar && !scalar.empty();
  }

  boolean hasNoKeys() {
    return tree instanceof Tree.Mapping mapping && mapping.entries().isEmpty();
  }

  /**
   * A scalar's text, quoted or plain alike; one line without control characters.
   *
   * @param right what would be right, where it is not text
   */
  Optional<String> text(String right) {
    if (!(tree instanceof Tree.Scalar scalar)) {
      fail("is " + tree.what(), right);
    } else if (scalar.empty()) {
      fail("is empty", right);
    } else if (!Shown.isOneLine(scalar.text())) {
      fail("holds a line break or control character", right);
    } else {
      return Optional.of(scalar.text());
    }
    return Optional.empty();
  }

  /** The elements of a list, or the value itself: one may be written without brackets. */
  List<Value> items(String right) {
    if (!(tree instanceof Tree.Sequence sequence)) {
      return List.of(this);
    }
    if (sequence.items().isEmpty()) {
      fail("is an empty list", right);
    }
    List<Value> items = new ArrayList<>();
    for (Tree item : sequence.items()) {
      String name = key + "[" + items.size() + "]";
      items.add(new Value(reading, name, shape, item.place(), item));
    }
    return items;
  }

  /**
   * @param right what would be right, where there are no keys
   */
  Section section(String right) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Tree.Entry entry : distinct(right)) {
      String name = entry.key().text();
      values.put(name, child(Shown.plain(name), Shown.plain(name), entry));
    }
    return new Section(this, values, !(tree instanceof Tree.Mapping));
  }

  /** Entries under names that the operator chooses, in the file's order. */
  Map<String, Value> named(String right) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Tree.Entry entry : distinct(right)) {
      String name = entry.key().text();
      if (NAME.matcher(name).matches()) {
        values.put(name, child(name, "*", entry));
      } else {
        reading.problem(
            entry.key().place(),
            key + "." + Shown.plain(name),
            "is no name",
            "use letters, digits, - and _, at most 63");
      }
    }
    if (hasNoKeys()) {
      fail("is empty", right);
    }
    return values;
  }

  /** Entries under names that another program chose, such as headers: any text is one. */
  Map<String, Value> texts(String right) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Tree.Entry entry : distinct(right)) {
      String name = entry.key().text();
      values.put(name, child(Shown.plain(name), "*", entry));
    }
    if (hasNoKeys()) {
      fail("is empty", right);
    }
    return values;
  }

  private List<Tree.Entry> distinct(String right) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      fail("is " + tree.what(), right);
      return List.of();
    }
    Map<String, Tree.Entry> first = new LinkedHashMap<>();
    for (Tree.Entry entry : mapping.entries()) {
      Tree.Entry earlier = first.putIfAbsent(entry.key().text(), entry);
      if (earlier != null) {
        reading.problem(
            entry.key().place(),
            child(Shown.plain(entry.key().text()), "", entry).key,
            "is there twice",
            "keep one; the other stands at line " + earlier.key().place().line());
      }
    }
    return List.copyOf(first.values());
  }
}
