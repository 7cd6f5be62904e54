package org.keyturn.agent.journal;

import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A map of texts as a JSON object (RFC 8259) with its keys in ascending order of UTF-16 units, so
 * that equal maps are equal texts.
 */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  static String write(Map<String, String> values) {
    StringWriter text = new StringWriter(64 + 48 * values.size());
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      new TreeMap<>(values).forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    return text.toString();
  }

  static String array(Collection<String> values) {
    StringWriter text = new StringWriter(2 + 48 * values.size());
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      values.forEach(json::writeString);
      json.writeEndArray();
    }
    return text.toString();
  }

  /**
   * @throws LedgerException where the text is not what {@link #write} writes
   */
  static SortedMap<String, String> read(String text) {
    SortedMap<String, String> values = new TreeMap<>();
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      expect(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        expect(json.nextToken() == JsonToken.VALUE_STRING);
        expect(values.put(name, json.getString()) == null);
      }
      expect(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
    } catch (JacksonException e) {
      // Its message quotes the text, which is not for a log.
      throw damaged();
    }
    return values;
  }

  private static void expect(boolean asWritten) {
    if (!asWritten) {
      throw damaged();
    }
  }

  private static LedgerException damaged() {
    return new LedgerException(
        "The store holds a value that this program did not write. Restore it from a backup.");
  }
}
