package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.console.Bearer;
import org.keyturn.agent.journal.AccessToken;
import org.keyturn.agent.web.api.Api;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Programs with tokens before a {@link Bureau}, and what the OpenAPI document promises them. */
final class Programs implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  final Bureau bureau;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final JsonNode document;

  Programs(Bureau bureau) {
    this.bureau = bureau;
    document = get("/openapi.json", "").json();
  }

  /** What came back. */
  record Got(int status, HttpResponse<String> response) {
    JsonNode json() {
      return JSON.readTree(response.body());
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    /** The last part of a problem's type. */
    String problem() {
      assertThat(header("content-type")).contains("application/problem+json");
      JsonNode problem = json();
      assertThat(problem.path("status").asInt()).isEqualTo(status);
      return problem.path("type").asString().replace("urn:keyturn:problem:", "");
    }
  }

  JsonNode document() {
    return document;
  }

  /** A token of a role, made by one of the operators. */
  String token(String name, String role, String owner) {
    return token(name, role, owner, Optional.empty(), Duration.ofDays(1));
  }

  String token(String name, String role, String owner, Optional<String> base, Duration lifetime) {
    return token(
        name,
        role,
        new AccessToken.Owner(bureau.id(owner), bureau.dn(owner), owner),
        base,
        lifetime);
  }

  String token(
      String name, String role, AccessToken.Owner owner, Optional<String> base, Duration lifetime) {
    try (Secret bearer = Bearer.fresh()) {
      Instant now = bureau.clock.instant();
      boolean added =
          bureau
              .agent()
              .ledger()
              .accessTokens()
              .add(
                  new AccessToken(
                      name,
                      role,
                      base,
                      Optional.empty(),
                      owner,
                      now,
                      now.plus(lifetime),
                      Optional.empty(),
                      Optional.empty()),
                  Bearer.hash(bearer));
      assertThat(added).as(name).isTrue();
      return bearer.withChars(String::new);
    }
  }

  Got get(String path, String token) {
    return ask("GET", path, token, "");
  }

  Got post(String path, String token, String body) {
    return ask("POST", path, token, body);
  }

  /**
   * @param token blank: none
   * @param body blank: none
   * @param headers name, value, name, value
   */
  Got ask(String method, String path, String token, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(bureau.address() + Api.BASE + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Got(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What is wrong with an answer, by the document's schema for it. */
  List<Error> wrongs(String operation, Got got) {
    String type = got.header("content-type").orElse("").replaceFirst(";.*", "");
    JsonNode responses = operation(operation).path("responses");
    JsonNode content =
        responses.path(String.valueOf(got.status())).isMissingNode()
            ? responses.path("default").path("content")
            : responses.path(String.valueOf(got.status())).path("content");
    JsonNode schema = content.path(type).path("schema");
    assertThat(schema.isMissingNode()).as(operation + ": no schema for " + got).isFalse();
    return schema(schema.path("$ref").asString()).validate(got.json());
  }

  private Schema schema(String reference) {
    return schemas.computeIfAbsent(
        reference,
        missing -> {
          ObjectNode root = JSON.createObjectNode();
          root.put("$ref", reference);
          root.set("components", document.path("components"));
          return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(root);
        });
  }

  private JsonNode operation(String id) {
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (JsonNode operation : path.getValue()) {
        if (operation.path("operationId").asString().equals(id)) {
          return operation;
        }
      }
    }
    throw new IllegalArgumentException("no operation " + id);
  }

  @Override
  public void close() {
    bureau.close();
  }
}
