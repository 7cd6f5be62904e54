package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.web.Programs.Got;
import org.keyturn.agent.web.api.Api;

/** What is sent, held against what an operation takes; and the same request sent again. */
final class ApiRequestTest {

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

  @Test
  void theSameKeyIsDoneOnce() {
    String body = stage.plan("unlock", "{\"users\":[\"pair1\"]}");
    String[] key = {"Idempotency-Key", "0d5e1c2a"};
    Got first = stage.programs.ask("POST", "/plans", stage.token("helpdesk"), body, key);
    Got again = stage.programs.ask("POST", "/plans", stage.token("helpdesk"), body, key);
    assertThat(first.status()).as(first.response().body()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.response().body()).isEqualTo(first.response().body());
    assertThat(again.header("location")).isEqualTo(first.header("location"));
    assertThat(again.header("idempotent-replayed")).contains("true");
    Got other =
        stage.programs.ask(
            "POST", "/plans", stage.token("helpdesk"), body.replace("pair1", "pair2"), key);
    assertThat(other.problem()).isEqualTo("key-reused");
    Got others = stage.programs.ask("POST", "/plans", stage.token("admin"), body, key);
    assertThat(others.json().path("plan")).isNotEqualTo(first.json().path("plan"));
    assertThat(
            stage
                .programs
                .ask("POST", "/plans", stage.token("helpdesk"), body, "Idempotency-Key", "a b")
                .problem())
        .isEqualTo("bad-request");
  }

  @Test
  void whatWasRefusedLeavesItsKeyFree_andOneKeyAtOnceIsDoneOnce() {
    String[] key = {"Idempotency-Key", "7b2f"};
    String body = stage.plan("unlock", "{\"users\":[\"nobody-yet\"]}");
    assertThat(stage.programs.ask("POST", "/plans", stage.token("helpdesk"), body, key).problem())
        .isEqualTo("invalid");
    stage.bureau.person("nobody-yet");
    List<Got> all =
        IntStream.range(0, 6)
            .parallel()
            .mapToObj(i -> stage.programs.ask("POST", "/plans", stage.token("helpdesk"), body, key))
            .toList();
    assertThat(all).extracting(Got::status).isSubsetOf(201, 409);
    assertThat(all.stream().filter(got -> got.status() == 201))
        .extracting(got -> got.json().path("plan").asString())
        .isNotEmpty()
        .containsOnly(
            stage
                .programs
                .ask("POST", "/plans", stage.token("helpdesk"), body, key)
                .json()
                .path("plan")
                .asString());
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                                                                   | 400 | line 1
          []                                                                  | 400 | no JSON object
          {} {}                                                               | 400 | Something follows
          {"action":"unlock","action":"unlock"}                               | 400 | no JSON
          {"a":[[[[[[[[[[1]]]]]]]]]]}                                         | 400 | no JSON
          {}                                                                  | 422 | /action
          {"action":"undo","directory":"corp","select":{"all":true}}          | 422 | /action
          {"action":"unlock","directory":"x","select":{"all":true}}           | 422 | /directory
          {"action":"unlock","directory":"corp","select":{}}                  | 422 | names nobody
          {"action":"unlock","directory":"corp","select":{"all":false}}       | 422 | names nobody
          {"action":"unlock","directory":"corp","select":{"all":"yes"}}       | 422 | true or false
          {"action":"unlock","directory":"corp","select":{"users":[7]}}       | 422 | /select/users/0
          {"action":"unlock","directory":"corp","select":{"users":[null]}}    | 422 | /select/users/0
          {"action":"unlock","directory":"corp","select":{"users":["pair0"],"all":true}} | 422 | stand alone
          {"action":"unlock","directory":"corp","select":{"users":["*"]}}     | 422 | no such account
          {"action":"unlock","directory":"corp","select":{"filters":["(("]}}  | 422 | filter
          {"action":"unlock","directory":"corp","select":{"all":true},"x/y":1} | 422 | /x~1y
          {"action":"unlock","directory":"corp","select":{"all":true},"reset":{}} | 422 | /reset
          {"action":"reset","directory":"corp","select":{"all":true},"reset":{"deliver":"show","to":"a@b.example"}} | 422 | /reset/to
          """)
  void aBodyThatIsNotAsItShouldBeIsToldWhereItIsWrong(String body, int status, String says) {
    Got got = stage.programs.post("/plans", stage.token("helpdesk"), body);
    assertThat(got.status()).as(got.response().body()).isEqualTo(status);
    assertThat(got.response().body()).contains(says);
    assertThat(stage.programs.wrongs("createPlan", got)).isEmpty();
  }

  @Test
  void aBodyHasItsTypeAndItsSize() {
    String large = "{\"action\":\"" + "x".repeat(Api.LARGEST_OF_MANY) + "\"}";
    Got plan = stage.programs.post("/plans", stage.token("helpdesk"), large);
    assertThat(plan.problem()).isEqualTo("too-large");
    assertThat(plan.response().body()).contains(Api.LARGEST_OF_MANY + " bytes");
    String reason = "{\"reason\":\"" + "x".repeat(Api.LARGEST) + "\"}";
    Got job = stage.programs.post("/jobs/crowd/pause", stage.token("admin"), reason);
    assertThat(job.problem()).isEqualTo("too-large");
    assertThat(job.response().body()).contains(Api.LARGEST + " bytes");
    Raw.Got form =
        stage
            .bureau
            .browser()
            .send(
                "POST " + Api.BASE + "/plans HTTP/1.1",
                "Authorization: Bearer "
                    + stage.token("helpdesk")
                    + "\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 2\r\n",
                "{}");
    assertThat(form.status()).isEqualTo(415);
    assertThat(stage.programs.post("/runs/x/stop", stage.token("helpdesk"), "{}").status())
        .isIn(400, 404);
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
          GET    | /directories/corp/users?page=0           | Authorization: Bearer TOKEN       | 400
          GET    | /directories/corp/users?limit=501        | Authorization: Bearer TOKEN       | 400
          GET    | /directories/corp/users?sort=shoe        | Authorization: Bearer TOKEN       | 400
          GET    | /directories/corp/users?group=staff      | Authorization: Bearer TOKEN       | 400
          GET    | /directories/corp/search?within=0        | Authorization: Bearer TOKEN       | 400
          GET    | /directories/corp/search?filter=((       | Authorization: Bearer TOKEN       | 422
          GET    | /directories/corp/user                   | Authorization: Bearer TOKEN       | 400
          GET    | /directories/corp/user?user=nobody       | Authorization: Bearer TOKEN       | 404
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
        stage
            .bureau
            .browser()
            .send(
                method + " " + Api.BASE + path + " HTTP/1.1",
                header.replace("TOKEN", stage.token("viewer")) + "\r\n",
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
        stage
            .bureau
            .browser()
            .send(
                "HEAD " + Api.BASE + "/self HTTP/1.1",
                "Authorization: Bearer " + stage.token("viewer") + "\r\n",
                "");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.body()).isEmpty();
  }
}
