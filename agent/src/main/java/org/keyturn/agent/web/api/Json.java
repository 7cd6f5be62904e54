package org.keyturn.agent.web.api;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.document.Shape;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Strict JSON: whatever could be read in two ways is refused. */
final class Json {

  private static final int DEEPEST = 8;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          // What breaks off must not look as if it were whole, nor leave before it has to.
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(20).build())
          .build();

  private Json() {}

  static byte[] bytes(Consumer<JsonGenerator> document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    write(out, document);
    return out.toByteArray();
  }

  /** One document and a line feed; the stream stays open. */
  static void write(OutputStream out, Consumer<JsonGenerator> document) {
    try (JsonGenerator g = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      document.accept(g);
      g.writeRaw('\n');
    }
  }

  /**
   * One object in UTF-8: texts, whole numbers as {@link Long}, flags, lists and objects; what is
   * called {@code password} as a {@link Secret}, which {@link #wipe} closes. A null counts as not
   * being there.
   *
   * @throws Problem where it is none
   */
  static Map<String, Object> object(byte[] body) {
    CharBuffer text = CharBuffer.allocate(0);
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      try (JsonParser p =
          FACTORY.createParser(ObjectReadContext.empty(), text.array(), 0, text.remaining())) {
        if (p.nextToken() != JsonToken.START_OBJECT) {
          throw Problem.of(Problem.Kind.BAD_REQUEST, "The body is no JSON object: {…}");
        }
        Map<String, Object> object = object(p);
        if (p.nextToken() != null) {
          throw Problem.of(Problem.Kind.BAD_REQUEST, "Something follows the JSON object");
        }
        return object;
      }
    } catch (JacksonException e) {
      throw Problem.of(Problem.Kind.BAD_REQUEST, "The body is no JSON" + place(e));
    } catch (CharacterCodingException e) {
      throw Problem.of(Problem.Kind.BAD_REQUEST, "The body is not UTF-8");
    } finally {
      Arrays.fill(text.array(), '\0');
    }
  }

  /** Whether there is a secret somewhere in what {@link #object} gave. */
  static boolean holdsSecret(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values().stream().anyMatch(Json::holdsSecret);
    }
    return value instanceof Secret
        || (value instanceof List<?> list && list.stream().anyMatch(Json::holdsSecret));
  }

  /** Closes every secret in what {@link #object} gave. */
  static void wipe(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(Json::wipe);
    } else if (value instanceof List<?> list) {
      list.forEach(Json::wipe);
    } else if (value instanceof Secret secret) {
      secret.close();
    }
  }

  /** Unknown where it is refused for its depth. */
  private static String place(JacksonException e) {
    return Optional.ofNullable(e.getLocation())
        .map(at -> ", at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()))
        .orElse("");
  }

  private static Map<String, Object> object(JsonParser p) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (String name = p.nextName(); name != null; name = p.nextName()) {
      p.nextToken();
      Object value =
          name.equals(Shape.SECRET) && p.currentToken() == JsonToken.VALUE_STRING
              ? secret(p)
              : value(p);
      if (value != null) {
        object.put(name, value);
      }
    }
    return object;
  }

  private static Secret secret(JsonParser p) {
    int from = p.getStringOffset();
    char[] chars = Arrays.copyOfRange(p.getStringCharacters(), from, from + p.getStringLength());
    try {
      return Secret.copyOf(chars);
    } finally {
      Arrays.fill(chars, '\0');
    }
  }

  private static @Nullable Object value(JsonParser p) {
    return switch (p.currentToken()) {
      case START_OBJECT -> object(p);
      case START_ARRAY -> list(p);
      case VALUE_STRING -> p.getString();
      case VALUE_NUMBER_INT -> p.getLongValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> p.getDoubleValue();
    };
  }

  private static List<Object> list(JsonParser p) {
    List<Object> list = new ArrayList<>();
    while (p.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(p);
      list.add(value == null ? List.of() : value); // a null is of no shape that a list may hold
    }
    return list;
  }
}
