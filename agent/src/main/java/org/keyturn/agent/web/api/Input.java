package org.keyturn.agent.web.api;

import java.util.ArrayList;
import java.util.List;
import org.keyturn.agent.document.Shape;

/** The keys of what is sent, as they are written down. */
final class Input {

  private final String name;
  private final List<Shape.Key> keys = new ArrayList<>();

  private Input(String name) {
    this.name = name;
  }

  /**
   * @param name of its schema; PascalCase
   */
  static Input of(String name) {
    return new Input(name);
  }

  Input required(String key, Shape shape, String says) {
    keys.add(new Shape.Key(key, shape, true, says));
    return this;
  }

  Input optional(String key, Shape shape, String says) {
    keys.add(new Shape.Key(key, shape, false, says));
    return this;
  }

  Shape.ObjectOf shape() {
    return new Shape.ObjectOf(name, keys);
  }
}
