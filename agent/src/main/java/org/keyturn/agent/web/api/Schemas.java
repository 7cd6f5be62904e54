package org.keyturn.agent.web.api;

import java.util.Set;
import org.keyturn.agent.document.Shape;
import tools.jackson.core.JsonGenerator;

/** Shapes as JSON Schema 2020-12, objects as references to those of the components. */
final class Schemas {

  private final JsonGenerator g;

  Schemas(JsonGenerator g) {
    this.g = g;
  }

  /** Adds an object's shape and those within it. */
  static void collect(Shape shape, Set<Shape.ObjectOf> into) {
    if (shape instanceof Shape.ObjectOf object && into.add(object)) {
      object.keys().forEach(key -> collect(key.shape(), into));
    } else if (shape instanceof Shape.ListOf list) {
      collect(list.element(), into);
    } else if (shape instanceof Shape.MapOf map) {
      collect(map.value(), into);
    } else if (shape instanceof Shape.Nullable nullable) {
      collect(nullable.value(), into);
    }
  }

  void reference(Shape.ObjectOf shape) {
    g.writeStartObject();
    g.writeStringProperty("$ref", "#/components/schemas/" + shape.name());
    g.writeEndObject();
  }

  /** Under its name; no other keys are allowed. */
  void define(String name, Shape.ObjectOf shape) {
    g.writeName(name);
    g.writeStartObject();
    g.writeStringProperty("type", "object");
    g.writeName("properties");
    g.writeStartObject();
    for (Shape.Key key : shape.keys()) {
      g.writeName(key.name());
      g.writeStartObject();
      g.writeStringProperty("description", key.says());
      keywords(key.shape());
      g.writeEndObject();
    }
    g.writeEndObject();
    g.writeName("required");
    g.writeStartArray();
    shape.keys().stream().filter(Shape.Key::required).map(Shape.Key::name).forEach(g::writeString);
    g.writeEndArray();
    g.writeBooleanProperty("additionalProperties", false);
    g.writeEndObject();
  }

  void write(Shape shape) {
    g.writeStartObject();
    keywords(shape);
    g.writeEndObject();
  }

  private void keywords(Shape shape) {
    if (shape instanceof Shape.Text text) {
      text(text);
    } else if (shape instanceof Shape.Number number) {
      g.writeStringProperty("type", "integer");
      g.writeNumberProperty("minimum", number.least());
      if (number.most() < Long.MAX_VALUE) {
        g.writeNumberProperty("maximum", number.most());
      }
    } else if (shape instanceof Shape.Decimal) {
      g.writeStringProperty("type", "number");
      g.writeNumberProperty("minimum", 0);
    } else if (shape instanceof Shape.Flag) {
      g.writeStringProperty("type", "boolean");
    } else if (shape instanceof Shape.ListOf list) {
      list(list);
    } else if (shape instanceof Shape.MapOf map) {
      g.writeStringProperty("type", "object");
      g.writeName("additionalProperties");
      write(map.value());
    } else if (shape instanceof Shape.Nullable nullable) {
      nullable(nullable);
    } else if (shape instanceof Shape.ObjectOf object) {
      g.writeStringProperty("$ref", "#/components/schemas/" + object.name());
    }
  }

  private void text(Shape.Text text) {
    g.writeStringProperty("type", "string");
    if (text.longest() < Integer.MAX_VALUE) {
      g.writeNumberProperty("maxLength", text.longest());
    }
    text.format().ifPresent(format -> g.writeStringProperty("format", format));
    text.pattern().ifPresent(pattern -> g.writeStringProperty("pattern", "^(?:" + pattern + ")$"));
    if (!text.words().isEmpty()) {
      g.writeName("enum");
      g.writeStartArray();
      text.words().forEach(g::writeString);
      g.writeEndArray();
    }
  }

  private void list(Shape.ListOf list) {
    g.writeStringProperty("type", "array");
    g.writeName("items");
    write(list.element());
    if (list.most() < Integer.MAX_VALUE) {
      g.writeNumberProperty("maxItems", list.most());
    }
  }

  private void nullable(Shape.Nullable nullable) {
    g.writeName("anyOf");
    g.writeStartArray();
    write(nullable.value());
    g.writeStartObject();
    g.writeStringProperty("type", "null");
    g.writeEndObject();
    g.writeEndArray();
  }
}
