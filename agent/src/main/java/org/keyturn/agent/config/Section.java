package org.keyturn.agent.config;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of one mapping. A key that is asked for is a key that it takes; closing it reports every
 * other one. So each is asked for on every way through a decoder.
 */
final class Section implements AutoCloseable {

  private final Value owner;
  private final Map<String, Value> values;
  private final boolean unusable;
  private final Set<String> asked = new LinkedHashSet<>();
  private boolean discreet;

  /**
   * @param unusable it is no mapping, which was reported: nothing more is to be said about it
   */
  Section(Value owner, Map<String, Value> values, boolean unusable) {
    this.owner = owner;
    this.values = values;
    this.unusable = unusable;
  }

  boolean has(String key) {
    asked.add(key);
    return values.containsKey(key);
  }

  Optional<Value> find(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key));
  }

  /**
   * @param example how it would be written, without the key
   */
  Optional<Value> need(String key, String example) {
    Optional<Value> found = find(key);
    if (found.isEmpty() && !unusable) {
      owner
          .reading()
          .problem(owner.owner(), path(key), "is missing", "write " + key + ": " + example);
    }
    return found;
  }

  /** Other keys are not to be quoted: they may be a secret that somebody wrote in a wrong form. */
  Section discreet() {
    discreet = true;
    return this;
  }

  @Override
  public void close() {
    owner.reading().taken(owner.shape(), asked);
    values.forEach(
        (key, value) -> {
          if (!asked.contains(key) && !owner.reading().isFull()) {
            refuse(key, value);
          }
        });
  }

  private void refuse(String key, Value value) {
    if (discreet) {
      String right = "the keys here are " + String.join(", ", asked);
      owner.reading().problem(value.owner(), owner.key(), "has a key that is none", right);
    } else {
      owner.reading().problem(value.owner(), value.key(), "is no key here", suggest(key));
    }
  }

  private String suggest(String key) {
    return Nearest.to(key, asked)
        .map(near -> "did you mean " + near + "?")
        .orElseGet(() -> "the keys here are " + String.join(", ", asked));
  }

  private String path(String key) {
    return owner.key().isEmpty() ? key : owner.key() + "." + key;
  }
}
