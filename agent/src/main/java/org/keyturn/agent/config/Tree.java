package org.keyturn.agent.config;

import java.util.List;
import java.util.Set;

/** YAML as it was written: each node with its place, scalars still as text. */
sealed interface Tree {

  Place place();

  /** What a person would call it: "text", "a list". */
  String what();

  /**
   * @param plain whether it was written without quotes
   */
  record Scalar(Place place, String text, boolean plain) implements Tree {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    /** Null in the core schema of YAML 1.2, or a blank text, which no key of the config takes. */
    boolean empty() {
      return (plain && NULLS.contains(text)) || text.isBlank();
    }

    @Override
    public String what() {
      return empty() ? "empty" : "text";
    }
  }

  record Sequence(Place place, List<Tree> items) implements Tree {
    @Override
    public String what() {
      return "a list";
    }
  }

  record Mapping(Place place, List<Entry> entries) implements Tree {
    @Override
    public String what() {
      return "a set of keys";
    }
  }

  record Entry(Scalar key, Tree value) {}
}
