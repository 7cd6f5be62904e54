package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.web.Programs.Got;
import org.keyturn.agent.web.api.Api;
import tools.jackson.databind.JsonNode;

/** Many at once, named by a CSV text as the commands take it. */
final class ApiBulkTest {

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

  private static Got planned(String action, String csv, String options) {
    String text = csv.replace("\"", "\\\"").replace("\n", "\\n");
    String body = stage.plan(action, "{\"csv\":\"" + text + "\"}");
    return stage.programs.post(
        "/plans", stage.token("admin"), body.replaceFirst("}$", options + "}"));
  }

  @Test
  void everybodyInAFileIsChanged_andTheProtectedAreCounted() {
    stage.bureau.crowd("bulk", 60);
    String csv =
        "mail;department\n"
            + IntStream.range(0, 60)
                .mapToObj(i -> "bulk" + i + "@example.com;" + i)
                .collect(Collectors.joining("\n"))
            + "\nanna@example.com;me\n";
    Got got = planned("force-change", csv, "");
    stage.judge(stage.operation("createPlan"), "admin", got);
    assertThat(got.json().path("changes").asLong()).isEqualTo(60);
    assertThat(got.json().path("reasons").path("self").asLong()).isEqualTo(1);
    String run = stage.carriedOut("admin", got.json());
    JsonNode done = stage.programs.get("/runs/" + run, stage.token("viewer")).json();
    assertThat(done.path("applied").asLong()).isEqualTo(60);
    assertThat(done.path("selected").asLong()).isEqualTo(61);
    assertThat(stage.bureau.mustChange("bulk59")).isTrue();
  }

  @Test
  void eachIsMailedWhereTheirRowSays() throws IOException {
    stage.bureau.crowd("mailed", 2);
    String csv = "login,deliver-to\nmailed0,first@home.example\nmailed1,second@home.example\n";
    Got got = planned("reset", csv, ",\"reset\":{\"deliver\":\"mail\"}");
    assertThat(got.status()).as(got.response().body()).isEqualTo(201);
    String run = stage.carriedOut("admin", got.json());
    JsonNode messages =
        stage.programs.get("/outbox?limit=20", stage.token("viewer")).json().path("messages");
    assertThat(stage.bureau.tally(run).applied()).isEqualTo(2);
    assertThat(messages.toString()).contains("f••••@h••••.example", "s••••@h••••.example");
  }

  @Test
  void aFileIsLargerThanOtherBodies() {
    StringBuilder csv = new StringBuilder("login\n");
    while (csv.length() < 2 * Api.LARGEST) {
      csv.append("nobody-").append(csv.length()).append("\n");
    }
    Got got = planned("unlock", csv.toString(), "");
    assertThat(got.status()).as(got.response().body()).isEqualTo(422);
    assertThat(got.json().path("errors").size()).as("the first in words").isBetween(50, 51);
    assertThat(got.response().body()).contains("/select/csv:2: ");
    for (String token : new String[] {"", "kt_nobodys"}) {
      Got nobody =
          stage.programs.post(
              "/plans",
              token,
              stage.plan("unlock", "{\"csv\":\"" + "x".repeat(Api.LARGEST) + "\"}"));
      assertThat(nobody.problem()).isEqualTo("no-token");
      assertThat(nobody.header("www-authenticate")).isPresent();
    }
  }

  @ParameterizedTest(name = "{1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unlock | name;anna           |                                  | it needs one column login, mail, dn or id
          unlock | login;pair0;pair0   |                                  | /select/csv:3:
          unlock | login;nobody-here   |                                  | /select/csv:2:
          unlock | login               |                                  | lists nobody
          unlock | login,deliver-to;pair0,a@b.example |                   | are for reset
          unlock | login,password;pair0,Staple-Paper-9 |                  | a plan holds no passwords
          reset  | login,pasword;pair0,x |,"reset":{"deliver":"show"}     | did you mean password
          reset  | login,deliver-to;pair0,a@b.example |,"reset":{"deliver":"show"} | goes with delivery by
          reset  | login,deliver-to;pair0,a at b |,"reset":{"deliver":"mail"} | deliver-to:
          """)
  void whatIsWrongIsToldByLine_andNothingIsPlanned(
      String action, String csv, String options, String says) {
    Got got =
        planned(
            action, csv.strip().replace(";", "\n") + "\n", options == null ? "" : options.strip());
    assertThat(got.status()).as(got.response().body()).isEqualTo(422);
    assertThat(got.response().body()).contains(says.strip()).doesNotContain("Staple-Paper-9");
    assertThat(stage.programs.wrongs("createPlan", got)).isEmpty();
  }

  @Test
  void aFileStandsAlone() {
    for (String beside :
        new String[] {"\"users\":[\"pair1\"]", "\"all\":true", "\"base\":\"dc=x\""}) {
      Got got =
          stage.programs.post(
              "/plans",
              stage.token("admin"),
              stage.plan("unlock", "{\"csv\":\"login\\npair0\\n\"," + beside + "}"));
      assertThat(got.status()).as(beside).isEqualTo(422);
      assertThat(got.response().body()).contains("/select/csv");
    }
  }
}
