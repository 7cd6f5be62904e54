package org.keyturn.agent.web.api;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.document.Shape;
import tools.jackson.core.JsonGenerator;

/** The OpenAPI 3.1 document of all operations: nothing in it is written a second time. */
final class OpenApi {

  private static final String ABOUT =
      "What the console does, for programs. A token of `keyturn token create` goes into every"
          + " request as `Authorization: Bearer kt_…`. Whatever changes something is planned first"
          + " (`POST /plans`), looked at, and then carried out by its checksum"
          + " (`POST /plans/{plan}/run`). A POST with an `Idempotency-Key` is done once, however"
          + " often it is sent within 24 hours. Errors are problem documents (RFC 9457).";

  private final JsonGenerator g;
  private final Schemas schemas;

  private OpenApi(JsonGenerator g) {
    this.g = g;
    this.schemas = new Schemas(g);
  }

  static void write(JsonGenerator g, Catalogue catalogue) {
    new OpenApi(g).document(catalogue);
  }

  private void document(Catalogue catalogue) {
    g.writeStartObject();
    g.writeStringProperty("openapi", "3.1.0");
    object(
        "info",
        () -> {
          g.writeStringProperty("title", "Keyturn");
          g.writeStringProperty("version", version());
          g.writeStringProperty("description", ABOUT);
        });
    array("servers", () -> element(() -> g.writeStringProperty("url", Api.BASE)));
    array("security", () -> element(() -> array("token", () -> {})));
    array(
        "tags",
        () ->
            catalogue
                .groups()
                .forEach(group -> element(() -> g.writeStringProperty("name", group.tag()))));
    object("paths", () -> byPath(catalogue).forEach(this::path));
    object("components", () -> components(catalogue));
    g.writeEndObject();
  }

  /** Of the program, as the jar's manifest states it. */
  private static String version() {
    return Optional.ofNullable(OpenApi.class.getPackage().getImplementationVersion())
        .orElse("not packaged");
  }

  private static Map<String, Map<Operation<?, ?>, String>> byPath(Catalogue catalogue) {
    Map<String, Map<Operation<?, ?>, String>> paths = new TreeMap<>();
    for (Operations group : catalogue.groups()) {
      for (Operation<?, ?> operation : group.all()) {
        paths
            .computeIfAbsent(operation.path().text(), path -> new LinkedHashMap<>())
            .put(operation, group.tag());
      }
    }
    return paths;
  }

  private void path(String path, Map<Operation<?, ?>, String> operations) {
    object(path, () -> operations.forEach(this::operation));
  }

  private void operation(Operation<?, ?> operation, String tag) {
    object(
        operation.method().name().toLowerCase(Locale.ROOT),
        () -> {
          g.writeStringProperty("operationId", operation.id());
          array("tags", () -> g.writeString(tag));
          g.writeStringProperty("summary", operation.summary());
          g.writeStringProperty("x-role", role(operation.evidence()));
          parameters(operation);
          operation.body().ifPresent(this::requestBody);
          object("responses", () -> responses(operation));
        });
  }

  /** The least that is enough. */
  static String role(Class<?> evidence) {
    return evidence == Command.class ? "admin" : evidence == Care.class ? "helpdesk" : "viewer";
  }

  private void parameters(Operation<?, ?> operation) {
    List<String> names = operation.path().names();
    if (names.isEmpty() && operation.query().isEmpty() && !takesKey(operation)) {
      return;
    }
    array(
        "parameters",
        () -> {
          names.forEach(
              name ->
                  parameter(
                      "path", new Parameter(name, Shape.text(PathPattern.VALUE), "Which.", true)));
          operation.query().forEach(parameter -> parameter("query", parameter));
          if (takesKey(operation)) {
            parameter(
                "header",
                new Parameter(
                    "Idempotency-Key",
                    Shape.text(128),
                    "The same key: done once. A UUID is fine.",
                    false));
          }
        });
  }

  private static boolean takesKey(Operation<?, ?> operation) {
    return operation.method() == Method.POST && !operation.inSecret();
  }

  private void parameter(String in, Parameter parameter) {
    element(
        () -> {
          g.writeStringProperty("name", parameter.name());
          g.writeStringProperty("in", in);
          g.writeBooleanProperty("required", parameter.required());
          g.writeStringProperty("description", parameter.says());
          g.writeName("schema");
          schemas.write(parameter.shape());
        });
  }

  private void requestBody(Shape.ObjectOf shape) {
    object(
        "requestBody",
        () -> {
          g.writeBooleanProperty("required", shape.keys().stream().anyMatch(Shape.Key::required));
          content("application/json", shape);
        });
  }

  private void responses(Operation<?, ?> operation) {
    object(
        Integer.toString(operation.reply().status()),
        () -> {
          g.writeStringProperty("description", "Done.");
          if (operation.reply().location().isPresent()) {
            object("headers", () -> object("Location", () -> object("schema", this::text)));
          }
          content("application/json", operation.reply().document().shape());
        });
    object(
        "default",
        () -> {
          g.writeStringProperty("description", "It was not done; the document says why.");
          content(Problem.TYPE, Problem.KEYS.shape());
        });
  }

  private void text() {
    g.writeStringProperty("type", "string");
  }

  private void content(String type, Shape.ObjectOf shape) {
    object(
        "content",
        () ->
            object(
                type,
                () -> {
                  g.writeName("schema");
                  schemas.reference(shape);
                }));
  }

  private void components(Catalogue catalogue) {
    object(
        "securitySchemes",
        () ->
            object(
                "token",
                () -> {
                  g.writeStringProperty("type", "http");
                  g.writeStringProperty("scheme", "bearer");
                }));
    Set<Shape.ObjectOf> named = new LinkedHashSet<>();
    for (Operation<?, ?> operation : catalogue.all()) {
      operation.body().ifPresent(shape -> Schemas.collect(shape, named));
      Schemas.collect(operation.reply().document().shape(), named);
    }
    Schemas.collect(Problem.KEYS.shape(), named);
    Map<String, Shape.ObjectOf> byName = new TreeMap<>();
    for (Shape.ObjectOf shape : named) {
      if (byName.put(shape.name(), shape) != null) {
        throw new IllegalArgumentException("two schemas are called " + shape.name());
      }
    }
    object("schemas", () -> byName.forEach(schemas::define));
  }

  private void object(String name, Runnable keys) {
    g.writeName(name);
    element(keys);
  }

  private void element(Runnable keys) {
    g.writeStartObject();
    keys.run();
    g.writeEndObject();
  }

  private void array(String name, Runnable elements) {
    g.writeName(name);
    g.writeStartArray();
    elements.run();
    g.writeEndArray();
  }
}
