package org.keyturn.agent.notify;

import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON document (RFC 8259) whose texts hold {@link Placeholders}. It is read as JSON and written
 * as JSON, so that no value can be more than a text in it.
 */
record JsonTemplate(String document) {

  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * @throws IllegalArgumentException with a sentence for the operator, where it is no JSON or names
   *     something that is not known
   */
  static JsonTemplate of(String document, Set<String> known) {
    try {
      walk(document, text -> Placeholders.of(text, known).text());
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "is no JSON at character " + e.getLocation().getColumnNr(), e);
    }
    return new JsonTemplate(document);
  }

  String in(Map<String, String> values) {
    return walk(document, Placeholders.filler(values));
  }

  private static String walk(String document, UnaryOperator<String> each) {
    StringWriter out = new StringWriter();
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), document);
        JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      while (in.nextToken() != null) {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
          json.writeString(each.apply(in.getString()));
        } else {
          json.copyCurrentEvent(in);
        }
      }
    }
    return out.toString();
  }
}
