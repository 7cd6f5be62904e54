package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.web.Programs.Got;
import tools.jackson.databind.JsonNode;

/** Password policies, looked at and set by program. */
final class ApiPolicyTest {

  private static final long DAY = Duration.ofDays(1).toSeconds();

  @TempDir static Path folder;

  private static ApiStage stage = ApiStage.unset();

  @BeforeAll
  static void start() throws IOException {
    stage = new ApiStage(folder);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static Got asked(String what, String body) {
    return stage.programs.post("/directories/corp/policies/" + what, stage.token("admin"), body);
  }

  private static JsonNode first() {
    Got got = stage.programs.get("/directories/corp/policies", stage.token("viewer"));
    return got.json().path("policies").get(0);
  }

  @Test
  void aPolicyIsTried_set_andOnRecord_andTheRestOfItStays() {
    Got tried = asked("try", "{\"policy\":\"default\",\"maxAgeSeconds\":%d}".formatted(90 * DAY));
    stage.judge(stage.operation("tryPolicy"), "admin", tried);
    assertThat(tried.json().path("people").asLong()).isGreaterThanOrEqualTo(8);
    assertThat(tried.json().path("wouldBe").asLong()).isZero();

    String wanted =
        "{\"policy\":\"default\",\"maxAgeSeconds\":%d,\"warnSeconds\":%d}"
            .formatted(91 * DAY, 3 * DAY);
    Got set = asked("set", wanted);
    stage.judge(stage.operation("setPolicy"), "admin", set);
    assertThat(set.json().path("changed").asBoolean()).isTrue();
    assertThat(first().path("maxAgeSeconds").asLong()).isEqualTo(91 * DAY);
    assertThat(first().path("warnSeconds").asLong()).isEqualTo(3 * DAY);
    assertThat(asked("set", wanted).json().path("changed").asBoolean()).isFalse();

    String dn = first().path("dn").asString();
    asked("set", "{\"policy\":\"%s\",\"warnSeconds\":%d}".formatted(dn, 5 * DAY));
    assertThat(first().path("maxAgeSeconds").asLong()).isEqualTo(91 * DAY);
    assertThat(first().path("warnSeconds").asLong()).isEqualTo(5 * DAY);
    assertThat(asked("set", "{\"policy\":\"default\",\"maxAgeSeconds\":0}").status())
        .isEqualTo(200);
    assertThat(first().path("maxAgeSeconds").isNull()).as("never").isTrue();

    List<String> events = new ArrayList<>();
    stage
        .programs
        .get("/audit?event=policy&subject=" + dn.substring(3, 6), stage.token("viewer"))
        .json()
        .path("entries")
        .forEach(e -> events.add(e.path("actor").asString() + " " + e.path("event").asString()));
    assertThat(events).contains("token:commands policy-intended", "token:commands policy-set");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"policy":"nobodys","maxAgeSeconds":86400}                     | there are: default
          {"policy":"default"}                                           | say what to set
          {"policy":"default","maxAgeSeconds":-1}                        | is not from 0 to
          {"policy":"default","maxAgeSeconds":86400,"warnSeconds":86400} | is not shorter
          {"policy":"default","maxAge":"90d"}                            | is not known
          """)
  void whatMakesNoSenseIsToldWhere(String body, String says) {
    for (String what : List.of("try", "set")) {
      Got got = asked(what, body);
      assertThat(got.status()).as(got.response().body()).isEqualTo(422);
      assertThat(got.response().body()).contains(says);
    }
  }
}
