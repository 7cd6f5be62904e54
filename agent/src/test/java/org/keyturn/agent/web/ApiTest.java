package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.console.TokenDesk;
import org.keyturn.agent.report.Explainer;
import org.keyturn.agent.web.Programs.Got;
import org.keyturn.agent.web.api.AboutOperations;
import org.keyturn.agent.web.api.Api;
import org.keyturn.agent.web.api.DirectoryOperations;
import tools.jackson.databind.JsonNode;

/** What programs ask over HTTP, whose answers are what the OpenAPI document says. */
final class ApiTest {

  private static final List<String> ROLES = List.of("viewer", "helpdesk", "admin");

  @TempDir static Path folder;

  private static Programs programs = unset();
  private static final Map<String, String> TOKENS = new HashMap<>();

  @SuppressWarnings("NullAway") // until it is up
  private static Programs unset() {
    return null;
  }

  @BeforeAll
  static void start() {
    programs = new Programs(folder, ApiTest::api);
    TOKENS.put("viewer", programs.token("looks", "viewer", "vera"));
    TOKENS.put("helpdesk", programs.token("helps", "helpdesk", "henk"));
    TOKENS.put("admin", programs.token("commands", "admin", "anna"));
  }

  private static Api api(Office office) {
    Clock clock = Clock.systemUTC();
    return new Api(
        List.of(
            new AboutOperations(),
            new DirectoryOperations(
                office.town.served(),
                directory -> new Explainer(directory, office.town.ledger, List.of()),
                clock)),
        new TokenDesk(office.town.ledger.accessTokens(), office.operators, clock)::admit,
        office.town.ledger.givenAnswers(),
        clock);
  }

  @AfterAll
  static void stop() {
    programs.close();
  }

  private static String token(String role) {
    return TOKENS.getOrDefault(role, "");
  }

  /**
   * How an operation is called so that it succeeds.
   *
   * @param path made anew for each call
   */
  private record Case(Supplier<String> path, Supplier<String> body) {}

  private static Case at(String path) {
    return new Case(() -> path, () -> "");
  }

  private static Map<String, Case> cases() {
    return Map.of(
        "getSelf",
        at("/self"),
        "listDirectories",
        at("/directories"),
        "listUsers",
        at("/directories/corp/users?state=ok&within=3"),
        "explainUser",
        new Case(() -> "/directories/corp/users/" + programs.office.town.id("vera"), () -> ""),
        "listPolicies",
        at("/directories/corp/policies"));
  }

  private record Listed(String method, String path, String id, String role, List<Integer> good) {}

  private static List<Listed> operations() {
    List<Listed> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : programs.document().path("paths").properties()) {
      for (Map.Entry<String, JsonNode> each : path.getValue().properties()) {
        List<Integer> good = new ArrayList<>();
        each.getValue().path("responses").propertyNames().stream()
            .filter(status -> status.matches("\\d+"))
            .forEach(status -> good.add(Integer.valueOf(status)));
        all.add(
            new Listed(
                each.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                each.getValue().path("operationId").asString(),
                each.getValue().path("x-role").asString(),
                good));
      }
    }
    return all;
  }

  @Test
  void everyOperationAnswersEveryRoleAsTheDocumentSays() {
    Map<String, Case> cases = cases();
    assertThat(operations())
        .extracting(Listed::id)
        .containsExactlyInAnyOrderElementsOf(cases.keySet());
    for (Listed operation : operations()) {
      Case one = Objects.requireNonNull(cases.get(operation.id()));
      for (String role : ROLES) {
        Got got = programs.ask(operation.method(), one.path().get(), token(role), one.body().get());
        String what = operation.id() + " as " + role + ": " + got.response().body();
        if (ROLES.indexOf(role) < ROLES.indexOf(operation.role())) {
          assertThat(got.status()).as(what).isEqualTo(403);
          assertThat(got.problem()).as(what).isEqualTo("not-allowed");
        } else {
          assertThat(operation.good()).as(what).contains(got.status());
        }
        assertThat(programs.wrongs(operation.id(), got)).as(what).isEmpty();
      }
      Got nobody = programs.ask(operation.method(), one.path().get(), "", one.body().get());
      assertThat(nobody.status()).as(operation.id()).isEqualTo(401);
      assertThat(programs.wrongs(operation.id(), nobody)).as(operation.id()).isEmpty();
    }
  }

  @Test
  void theDocumentIsOpenToAll_andHasARoleForEachOperation() {
    Got got = programs.get("/openapi.json", "");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.json().path("openapi").asString()).isEqualTo("3.1.0");
    assertThat(operations()).extracting(Listed::role).isSubsetOf(ROLES);
  }

  @Test
  void aCookieLetsNobodyIn() {
    Raw anna = programs.portal.browser();
    assertThat(Office.signIn(anna, "anna", Town.OLD).location()).isEqualTo("/admin");
    assertThat(anna.cookies()).isNotEmpty();
    Raw.Got got = anna.get(Api.BASE + "/self");
    assertThat(got.status()).isEqualTo(401);
    assertThat(got.header("www-authenticate").orElse("")).startsWith("Bearer");
    assertThat(got.header("access-control-allow-origin")).isEmpty();
  }

  @Test
  void aTokenLetsNobodyIn_onceItIsRevokedOrOver() throws InterruptedException {
    String token = programs.token("revoked", "viewer", "vera");
    assertThat(programs.get("/self", token).status()).isEqualTo(200);
    programs.office.town.ledger.accessTokens().revoke("revoked", "anna");
    assertThat(programs.get("/self", token).status()).isEqualTo(401);
    String over = programs.token("over", "viewer", "vera", Optional.empty(), Duration.ofMillis(1));
    while (programs.get("/self", over).status() == 200) {
      Thread.onSpinWait();
    }
    assertThat(programs.get("/self", over).problem()).isEqualTo("no-token");
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /self                                    | Authorization: Basic YTpi         | 401
          GET    | /self                                    | Authorization: Bearer             | 401
          GET    | /self?token=kt_x                         | Authorization: Bearer TOKEN       | 400
          GET    | /self                                    | X-Nothing: 1                      | 401
          GET    | /nothing                                 | Authorization: Bearer TOKEN       | 404
          GET    | /directories/corp/users/..%2f..          | Authorization: Bearer TOKEN       | 404
          GET    | /directories/corp/users/a;b              | Authorization: Bearer TOKEN       | 404
          GET    | //self                                   | Authorization: Bearer TOKEN       | 404
          GET    | /self/                                   | Authorization: Bearer TOKEN       | 404
          GET    | /directories/nowhere/policies            | Authorization: Bearer TOKEN       | 404
          GET    | /directories/corp/users/nobody           | Authorization: Bearer TOKEN       | 404
          GET    | /directories/corp/users?state=x          | Authorization: Bearer TOKEN       | 400
          GET    | /directories/corp/users?state=ok&state=ok | Authorization: Bearer TOKEN      | 400
          GET    | /directories/corp/users?within=0         | Authorization: Bearer TOKEN       | 400
          GET    | /directories/corp/users?filter=((        | Authorization: Bearer TOKEN       | 422
          GET    | /directories/corp/users?user=nobody      | Authorization: Bearer TOKEN       | 422
          POST   | /self                                    | Authorization: Bearer TOKEN       | 405
          DELETE | /self                                    | Authorization: Bearer TOKEN       | 405
          OPTIONS | /self                                   | Authorization: Bearer TOKEN       | 405
          PUT    | /self                                    | Authorization: Bearer TOKEN       | 405
          GET    | /self                                    | Origin: https://evil.example      | 403
          GET    | /self                                    | Sec-Fetch-Site: cross-site        | 403
          """)
  void whatIsNotAsItShouldBeIsRefusedWithAProblem(
      String method, String path, String header, int status) {
    Raw.Got got =
        programs
            .portal
            .browser()
            .send(
                method + " " + Api.BASE + path + " HTTP/1.1",
                header.replace("TOKEN", token("viewer")) + "\r\n",
                "");
    assertThat(got.status()).as(got.body()).isEqualTo(status);
    assertThat(got.header("content-type")).contains("application/problem+json");
    assertThat(got.header("cache-control")).contains("no-store");
    assertThat(got.header("content-security-policy")).isPresent();
    assertThat(got.header("set-cookie")).isEmpty();
    if (status == 405) {
      assertThat(got.header("allow")).contains("GET, HEAD");
    }
  }

  @Test
  void headIsGetWithoutABody() {
    Raw.Got got =
        programs
            .portal
            .browser()
            .send(
                "HEAD " + Api.BASE + "/self HTTP/1.1",
                "Authorization: Bearer " + token("viewer") + "\r\n",
                "");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.body()).isEmpty();
  }
}
