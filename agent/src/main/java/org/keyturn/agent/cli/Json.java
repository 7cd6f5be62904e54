package org.keyturn.agent.cli;

import java.io.PrintStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** One JSON document on standard output. */
final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private Json() {}

  static void print(PrintStream out, Consumer<JsonGenerator> document) {
    try (JsonGenerator g = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      document.accept(g);
    }
    out.println();
  }

  static void object(PrintStream out, Consumer<JsonGenerator> keys) {
    print(
        out,
        g -> {
          g.writeStartObject();
          keys.accept(g);
          g.writeEndObject();
        });
  }

  static void array(PrintStream out, Consumer<JsonGenerator> elements) {
    print(
        out,
        g -> {
          g.writeStartArray();
          elements.accept(g);
          g.writeEndArray();
        });
  }
}
