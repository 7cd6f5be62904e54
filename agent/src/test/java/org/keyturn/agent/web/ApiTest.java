package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.web.Programs.Got;

/** Every operation, asked by every role: its answers are what the OpenAPI document says. */
final class ApiTest {

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

  /**
   * How an operation is called so that it succeeds.
   *
   * @param ask made anew for each call, by whoever is allowed to
   */
  private record Case(Supplier<ApiStage.Ask> ask) {}

  private static Case at(String path) {
    return at(() -> path, "");
  }

  private static Case at(Supplier<String> path, String body) {
    return new Case(() -> new ApiStage.Ask(path.get(), body));
  }

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new HashMap<>();
    cases.put("getSelf", at("/self"));
    cases.put("listDirectories", at("/directories"));
    cases.put("listUsers", at("/directories/corp/users?state=ok&limit=2"));
    cases.put("findUser", at("/directories/corp/user?user=vera"));
    cases.put("searchUsers", at("/directories/corp/search?state=ok&within=3"));
    cases.put("explainUser", at(() -> "/directories/corp/users/" + stage.bureau.id("vera"), ""));
    cases.put("listPolicies", at("/directories/corp/policies"));
    String policy = "{\"policy\":\"default\",\"maxAgeSeconds\":7776000,\"warnSeconds\":86400}";
    cases.put("listRemoved", at("/directories/corp/removed"));
    cases.put("pauseCampaign", at(() -> campaign(false), ApiStage.REASON));
    cases.put("continueCampaign", at(() -> campaign(true), ""));
    cases.put("retryMessages", at(() -> "/outbox/retry", ""));
    cases.put("tryPolicy", at(() -> "/directories/corp/policies/try", policy));
    cases.put("setPolicy", at(() -> "/directories/corp/policies/set", policy));
    cases.put("listPlans", at("/plans"));
    cases.put("createPlan", at(() -> "/plans", stage.plan("unlock", "{\"users\":[\"pair1\"]}")));
    cases.put(
        "getPlan",
        at(() -> "/plans/" + stage.planned().path("plan").asString() + "?accounts=1", ""));
    cases.put("dropPlan", at(() -> "/plans/" + stage.planned().path("plan").asString(), ""));
    cases.put("approvePlan", new Case(() -> stage.waiting()));
    cases.put("listRuns", at("/runs?limit=2&state=done"));
    cases.put("getRun", at(() -> "/runs/" + stage.done("helpdesk") + "?details=true", ""));
    cases.put("undoRun", at(() -> "/runs/" + stage.done("admin") + "/undo", ""));
    cases.put("listJobs", at("/jobs"));
    cases.put("runJob", at(() -> "/jobs/crowd/run", ApiStage.REASON));
    cases.put("pauseJob", at(() -> stage.paused(false), ApiStage.REASON));
    cases.put("continueJob", at(() -> stage.paused(true), ""));
    cases.put("listMessages", at("/outbox?limit=1"));
    cases.put(
        "retryMessage", at(() -> "/outbox/" + stage.message(Message.State.PARKED) + "/retry", ""));
    cases.put(
        "dropMessage", at(() -> "/outbox/" + stage.message(Message.State.OWED) + "/drop", ""));
    cases.put("listAudit", at("/audit?limit=3&event=plan"));
    cases.put("verifyAudit", at("/audit/verification"));
    cases.put("getHealth", at("/health"));
    return cases;
  }

  /** What may be done with a campaign that rests until its next wave. */
  private static String campaign(boolean paused) {
    String run = stage.campaign("wave-" + UUID.randomUUID() + "-");
    if (paused) {
      stage.bureau.agent().ledger().campaigns().pause(run, "for the test");
    }
    return "/runs/" + run + (paused ? "/go-on" : "/pause");
  }

  /** Those that only whoever asked first may go on with; see the test after. */
  private static final Set<String> OF_ONE_OWNER =
      Set.of("runPlan", "stopRun", "resumeRun", "revealPasswords", "getSheet");

  @Test
  void everyOperationAnswersEveryRoleAsTheDocumentSays() {
    Map<String, Case> cases = cases();
    assertThat(stage.operations())
        .extracting(ApiStage.Listed::id)
        .filteredOn(id -> !OF_ONE_OWNER.contains(id))
        .containsExactlyInAnyOrderElementsOf(cases.keySet());
    for (ApiStage.Listed operation : stage.operations()) {
      if (OF_ONE_OWNER.contains(operation.id())) {
        continue;
      }
      for (String role : ApiStage.ROLES) {
        ApiStage.Ask ask = Objects.requireNonNull(cases.get(operation.id())).ask().get();
        String by = operation.id().equals("approvePlan") && role.equals("admin") ? "other" : role;
        stage.judge(
            operation,
            role,
            stage.programs.ask(operation.method(), ask.path(), stage.token(by), ask.body()));
      }
      nobody(operation, Objects.requireNonNull(cases.get(operation.id())).ask().get());
    }
  }

  private static void nobody(ApiStage.Listed operation, ApiStage.Ask ask) {
    Got got = stage.programs.ask(operation.method(), ask.path(), "", ask.body());
    assertThat(got.status()).as(operation.id()).isEqualTo(401);
    assertThat(stage.programs.wrongs(operation.id(), got)).as(operation.id()).isEmpty();
  }

  @Test
  void theDocumentIsOpenToAll_andHasARoleForEachOperation() {
    Got got = stage.programs.get("/openapi.json", "");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.json().path("openapi").asString()).isEqualTo("3.1.0");
    assertThat(stage.operations()).extracting(ApiStage.Listed::role).isSubsetOf(ApiStage.ROLES);
  }
}
