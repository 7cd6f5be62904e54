package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Outbox;
import org.keyturn.agent.journal.Pauses;
import org.keyturn.agent.web.Programs.Got;
import org.keyturn.agent.web.api.Api;
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
  static void start() throws IOException {
    programs = new Programs(new Bureau(folder));
    TOKENS.put("viewer", programs.token("looks", "viewer", "vera"));
    TOKENS.put("helpdesk", programs.token("helps", "helpdesk", "henk"));
    TOKENS.put("admin", programs.token("commands", "admin", "anna"));
    TOKENS.put("other", programs.token("approves", "admin", "adam"));
    programs.bureau.crowd("pair", 3);
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
   * @param ask made anew for each call, by whoever is allowed to
   */
  private record Case(Supplier<Ask> ask) {}

  private record Ask(String path, String body) {}

  private static Case at(String path) {
    return at(() -> path, "");
  }

  private static Case at(Supplier<String> path, String body) {
    return new Case(() -> new Ask(path.get(), body));
  }

  private static final String REASON = "{\"reason\":\"for the test\"}";

  /** Of three people, by the helpdesk's token. */
  private static JsonNode planned() {
    return planned("helpdesk", "force-change", "{\"filters\":[\"(uid=pair*)\"]}");
  }

  private static JsonNode planned(String role, String action, String select) {
    Got got = programs.post("/plans", token(role), plan(action, select));
    assertThat(got.status()).as(got.response().body()).isEqualTo(201);
    return got.json();
  }

  private static String plan(String action, String select) {
    return "{\"action\":\"%s\",\"directory\":\"corp\",\"select\":%s}".formatted(action, select);
  }

  private static String means(JsonNode plan) {
    return "{\"checksum\":\"%s\",\"reason\":\"for the test\"}"
        .formatted(plan.path("checksum").asString());
  }

  /** Of everybody that a job means, which is more than its brake lets pass; confirmed by anna. */
  private static Ask waiting() {
    programs.bureau.crowd("pair-" + UUID.randomUUID() + "-", 2);
    Got got = programs.post("/jobs/crowd/run", token("admin"), REASON);
    assertThat(got.json().path("state").asString()).as(got.response().body()).isEqualTo("waiting");
    return new Ask(
        "/plans/" + got.json().path("plan").asString() + "/approve",
        "{\"checksum\":\"%s\"}".formatted(got.json().path("checksum").asString()));
  }

  private static String done(String role) {
    String who = "one-" + UUID.randomUUID();
    programs.bureau.person(who);
    JsonNode plan = planned(role, "force-change", "{\"users\":[\"" + who + "\"]}");
    String run = plan.path("plan").asString();
    programs.post("/plans/" + run + "/run", token(role), means(plan));
    awaitRun(run, "done");
    return run;
  }

  private static void awaitRun(String run, String stage) {
    Bureau.await(
        () -> {
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // fewer than are too many
          Got got = programs.get("/runs/" + run, token("viewer"));
          return got.status() == 200 && got.json().path("stands").asString().equals(stage);
        },
        () -> run + ": " + programs.get("/runs/" + run, token("viewer")).response().body());
  }

  private static long message(Message.State state) {
    Outbox outbox = programs.bureau.agent().ledger().outbox();
    outbox.add(
        new NewMessage(
            "test/" + UUID.randomUUID(),
            "password-changed",
            Channel.MAIL,
            "fenna@example.com",
            "en",
            Map.of(),
            new byte[0]));
    long id = outbox.list(Optional.of(Message.State.OWED), 1).get(0).id();
    if (state == Message.State.PARKED) {
      outbox.parked(id, "no such mailbox");
    }
    return id;
  }

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new HashMap<>();
    cases.put("getSelf", at("/self"));
    cases.put("listDirectories", at("/directories"));
    cases.put("listUsers", at("/directories/corp/users?state=ok&within=3"));
    cases.put("explainUser", at(() -> "/directories/corp/users/" + programs.bureau.id("vera"), ""));
    cases.put("listPolicies", at("/directories/corp/policies"));
    cases.put("listPlans", at("/plans"));
    cases.put("createPlan", at(() -> "/plans", plan("unlock", "{\"users\":[\"pair1\"]}")));
    cases.put(
        "getPlan", at(() -> "/plans/" + planned().path("plan").asString() + "?accounts=1", ""));
    cases.put("dropPlan", at(() -> "/plans/" + planned().path("plan").asString(), ""));
    cases.put("approvePlan", new Case(ApiTest::waiting));
    cases.put("listRuns", at("/runs?limit=2&state=done"));
    cases.put("getRun", at(() -> "/runs/" + done("helpdesk") + "?details=true", ""));
    cases.put("undoRun", at(() -> "/runs/" + done("admin") + "/undo", ""));
    cases.put("listJobs", at("/jobs"));
    cases.put("runJob", at(() -> "/jobs/crowd/run", REASON));
    cases.put("pauseJob", at(() -> paused(false), REASON));
    cases.put("continueJob", at(() -> paused(true), ""));
    cases.put("listMessages", at("/outbox?limit=1"));
    cases.put("retryMessage", at(() -> "/outbox/" + message(Message.State.PARKED) + "/retry", ""));
    cases.put("dropMessage", at(() -> "/outbox/" + message(Message.State.OWED) + "/drop", ""));
    cases.put("listAudit", at("/audit?limit=3&event=plan"));
    cases.put("verifyAudit", at("/audit/verification"));
    cases.put("getHealth", at("/health"));
    return cases;
  }

  private static String paused(boolean now) {
    Pauses pauses = programs.bureau.agent().ledger().pauses();
    if (now) {
      pauses.pause("crowd", "anna", "");
    } else {
      pauses.goOn("crowd", "anna");
    }
    return "/jobs/crowd/" + (now ? "go-on" : "pause");
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

  /** Those that only whoever asked first may go on with; see the test after. */
  private static final Set<String> OF_ONE_OWNER =
      Set.of("runPlan", "stopRun", "resumeRun", "revealPasswords");

  @Test
  void everyOperationAnswersEveryRoleAsTheDocumentSays() {
    Map<String, Case> cases = cases();
    assertThat(operations())
        .extracting(Listed::id)
        .filteredOn(id -> !OF_ONE_OWNER.contains(id))
        .containsExactlyInAnyOrderElementsOf(cases.keySet());
    for (Listed operation : operations()) {
      if (OF_ONE_OWNER.contains(operation.id())) {
        continue;
      }
      for (String role : ROLES) {
        Ask ask = Objects.requireNonNull(cases.get(operation.id())).ask().get();
        String by = operation.id().equals("approvePlan") && role.equals("admin") ? "other" : role;
        judge(operation, role, programs.ask(operation.method(), ask.path(), token(by), ask.body()));
      }
      nobody(operation, Objects.requireNonNull(cases.get(operation.id())).ask().get());
    }
  }

  private static void judge(Listed operation, String role, Got got) {
    String what = operation.id() + " as " + role + ": " + got.response().body();
    if (ROLES.indexOf(role) < ROLES.indexOf(operation.role())) {
      assertThat(got.status()).as(what).isEqualTo(403);
      assertThat(got.problem()).as(what).isEqualTo("not-allowed");
    } else {
      assertThat(operation.good()).as(what).contains(got.status());
    }
    assertThat(programs.wrongs(operation.id(), got)).as(what).isEmpty();
  }

  private static void nobody(Listed operation, Ask ask) {
    Got got = programs.ask(operation.method(), ask.path(), "", ask.body());
    assertThat(got.status()).as(operation.id()).isEqualTo(401);
    assertThat(programs.wrongs(operation.id(), got)).as(operation.id()).isEmpty();
  }

  private static Listed operation(String id) {
    return operations().stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void aPlanIsCarriedOutByWhoMadeItAlone_andItsPasswordsAreShownOnce() {
    String pair = "{\"users\":[\"pair2\"]}";
    String body = plan("reset", pair).replaceFirst("}$", ",\"reset\":{\"deliver\":\"show\"}}");
    Got planned = programs.post("/plans", token("helpdesk"), body);
    assertThat(planned.status()).as(planned.response().body()).isEqualTo(201);
    JsonNode plan = planned.json();
    String run = plan.path("plan").asString();
    assertThat(planned.header("location")).contains(Api.BASE + "/plans/" + run);
    assertThat(plan.path("accounts").get(0).path("login").asString()).isEqualTo("pair2");
    Listed runPlan = operation("runPlan");
    String go = "/plans/" + run + "/run";
    judge(runPlan, "viewer", programs.post(go, token("viewer"), means(plan)));
    assertThat(programs.post(go, token("admin"), means(plan)).status()).isEqualTo(403);
    assertThat(
            programs.post(go, token("helpdesk"), "{\"checksum\":\"x\",\"reason\":\"y\"}").status())
        .isEqualTo(409);
    assertThat(
            programs.post(go, token("helpdesk"), means(plan).replace("for the test", " ")).status())
        .isEqualTo(422);
    Got begun = programs.post(go, token("helpdesk"), means(plan));
    judge(runPlan, "helpdesk", begun);
    assertThat(begun.header("location")).contains(Api.BASE + "/runs/" + run);
    assertThat(programs.post(go, token("helpdesk"), means(plan)).status()).isEqualTo(409);

    awaitRun(run, "shows");
    Listed reveal = operation("revealPasswords");
    String passwords = "/runs/" + run + "/passwords";
    judge(reveal, "viewer", programs.post(passwords, token("viewer"), ""));
    assertThat(programs.post(passwords, token("admin"), "").status()).isEqualTo(403);
    assertThat(
            programs
                .ask("POST", passwords, token("helpdesk"), "", "Idempotency-Key", "k")
                .problem())
        .isEqualTo("bad-request");
    Got shown = programs.post(passwords, token("helpdesk"), "");
    judge(reveal, "helpdesk", shown);
    String password = shown.json().path("passwords").get(0).path("password").asString();
    assertThat(password).hasSizeGreaterThan(8);
    assertThat(programs.post(passwords, token("helpdesk"), "").status()).isEqualTo(409);
    assertThat(programs.get("/runs/" + run + "?details=true", token("admin")).response().body())
        .contains("pair2")
        .doesNotContain(password);

    Listed stop = operation("stopRun");
    judge(stop, "viewer", programs.post("/runs/" + run + "/stop", token("viewer"), ""));
    assertThat(programs.post("/runs/" + run + "/stop", token("admin"), "").status()).isEqualTo(409);
    Listed resume = operation("resumeRun");
    judge(resume, "viewer", programs.post("/runs/" + run + "/resume", token("viewer"), ""));
    assertThat(programs.post("/runs/" + run + "/resume", token("admin"), "").status())
        .isEqualTo(409);
  }

  @Test
  void aHelpdeskReachesNobodyPrivilegedAndNoOtherAct() {
    JsonNode plan = planned("helpdesk", "unlock", "{\"users\":[\"anna\",\"henk\",\"pair0\"]}");
    assertThat(plan.path("reasons").path("self").asInt()).isEqualTo(1);
    assertThat(plan.path("reasons").path("privileged").asInt()).isEqualTo(1);
    Got disable =
        programs.post("/plans", token("helpdesk"), plan("disable", "{\"users\":[\"pair0\"]}"));
    assertThat(disable.problem()).isEqualTo("not-allowed");
  }

  @Test
  void nobodyApprovesTheirOwn_norByATokenOfTheirs() {
    Ask approve = waiting();
    assertThat(programs.post(approve.path(), token("admin"), approve.body()).problem())
        .isEqualTo("not-allowed");
    String second = programs.token("second", "admin", "anna");
    assertThat(programs.post(approve.path(), second, approve.body()).problem())
        .isEqualTo("not-allowed");
    assertThat(programs.post(approve.path(), token("other"), "{\"checksum\":\"0\"}").status())
        .isEqualTo(409);
    assertThat(programs.post(approve.path(), token("other"), approve.body()).status())
        .isEqualTo(202);
    assertThat(programs.post(approve.path(), token("other"), approve.body()).status())
        .isEqualTo(409);
  }

  @Test
  void theSameKeyIsDoneOnce() {
    String body = plan("unlock", "{\"users\":[\"pair1\"]}");
    String[] key = {"Idempotency-Key", "0d5e1c2a"};
    Got first = programs.ask("POST", "/plans", token("helpdesk"), body, key);
    Got again = programs.ask("POST", "/plans", token("helpdesk"), body, key);
    assertThat(first.status()).as(first.response().body()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.response().body()).isEqualTo(first.response().body());
    assertThat(again.header("location")).isEqualTo(first.header("location"));
    assertThat(again.header("idempotent-replayed")).contains("true");
    Got other =
        programs.ask("POST", "/plans", token("helpdesk"), body.replace("pair1", "pair2"), key);
    assertThat(other.problem()).isEqualTo("key-reused");
    Got others = programs.ask("POST", "/plans", token("admin"), body, key);
    assertThat(others.json().path("plan")).isNotEqualTo(first.json().path("plan"));
    assertThat(
            programs
                .ask("POST", "/plans", token("helpdesk"), body, "Idempotency-Key", "a b")
                .problem())
        .isEqualTo("bad-request");
  }

  @Test
  void whatWasRefusedLeavesItsKeyFree_andOneKeyAtOnceIsDoneOnce() {
    String[] key = {"Idempotency-Key", "7b2f"};
    String body = plan("unlock", "{\"users\":[\"nobody-yet\"]}");
    assertThat(programs.ask("POST", "/plans", token("helpdesk"), body, key).problem())
        .isEqualTo("invalid");
    programs.bureau.person("nobody-yet");
    List<Got> all =
        IntStream.range(0, 6)
            .parallel()
            .mapToObj(i -> programs.ask("POST", "/plans", token("helpdesk"), body, key))
            .toList();
    assertThat(all).extracting(Got::status).isSubsetOf(201, 409);
    assertThat(all.stream().filter(got -> got.status() == 201))
        .extracting(got -> got.json().path("plan").asString())
        .isNotEmpty()
        .containsOnly(
            programs
                .ask("POST", "/plans", token("helpdesk"), body, key)
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
    Got got = programs.post("/plans", token("helpdesk"), body);
    assertThat(got.status()).as(got.response().body()).isEqualTo(status);
    assertThat(got.response().body()).contains(says);
    assertThat(programs.wrongs("createPlan", got)).isEmpty();
  }

  @Test
  void aBodyHasItsTypeAndItsSize() {
    String large = "{\"action\":\"" + "x".repeat(Api.LARGEST) + "\"}";
    assertThat(programs.post("/plans", token("helpdesk"), large).problem()).isEqualTo("too-large");
    Raw.Got form =
        programs
            .bureau
            .browser()
            .send(
                "POST " + Api.BASE + "/plans HTTP/1.1",
                "Authorization: Bearer "
                    + token("helpdesk")
                    + "\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 2\r\n",
                "{}");
    assertThat(form.status()).isEqualTo(415);
    assertThat(programs.post("/runs/x/stop", token("helpdesk"), "{}").status()).isIn(400, 404);
  }

  @Test
  void whoAsksTooOftenIsToldWhenToAskAgain() {
    String token = programs.token("often", "viewer", "vera");
    Optional<Got> refused =
        Stream.generate(() -> programs.get("/self", token))
            .limit(2_000)
            .filter(got -> got.status() != 200)
            .findFirst();
    assertThat(refused.orElseThrow().problem()).isEqualTo("too-many");
    assertThat(refused.orElseThrow().header("retry-after")).contains("1");
    assertThat(programs.get("/self", token("viewer")).status()).isEqualTo(200);
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
    Raw anna = programs.bureau.browser();
    assertThat(Office.signIn(anna, "anna", Bureau.PASSWORD).location()).isEqualTo("/admin");
    assertThat(anna.cookies()).isNotEmpty();
    Raw.Got got = anna.get(Api.BASE + "/self");
    assertThat(got.status()).isEqualTo(401);
    assertThat(got.header("www-authenticate").orElse("")).startsWith("Bearer");
    assertThat(got.header("access-control-allow-origin")).isEmpty();
  }

  @Test
  void aTokenLetsNobodyIn_onceItIsRevokedOrOver() {
    String token = programs.token("revoked", "viewer", "vera");
    assertThat(programs.get("/self", token).status()).isEqualTo(200);
    programs.bureau.agent().ledger().accessTokens().revoke("revoked", "anna");
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
            .bureau
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
            .bureau
            .browser()
            .send(
                "HEAD " + Api.BASE + "/self HTTP/1.1",
                "Authorization: Bearer " + token("viewer") + "\r\n",
                "");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.body()).isEmpty();
  }
}
