package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.web.Programs.Got;
import tools.jackson.databind.JsonNode;

/** Runs as programs stop them, take them up and have them taken back. */
final class ApiRunTest {

  private static final int CROWD = 400;
  private static final List<String> FIVE =
      List.of("applied", "alreadySo", "skipped", "failed", "parked");

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

  private static Got run(String run, String role) {
    return stage.programs.get("/runs/" + run, stage.token(role));
  }

  private static Got whole(String run) {
    return stage.programs.get("/runs/" + run + "?details=true", stage.token("viewer"));
  }

  private static Got act(String run, String act, String role) {
    return stage.programs.post("/runs/" + run + "/" + act, stage.token(role), "");
  }

  private static JsonNode until(String run, String role, Predicate<JsonNode> so) {
    Got[] last = new Got[1];
    Bureau.await(
        () -> {
          LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
          Got got = run(run, role);
          last[0] = got.status() == 429 && last[0] != null ? last[0] : got;
          return got.status() == 200 && so.test(got.json());
        },
        () -> last[0].response().body());
    return last[0].json();
  }

  private static long sum(JsonNode run) {
    return FIVE.stream().mapToLong(key -> run.path(key).asLong()).sum();
  }

  @Test
  void aRunIsStoppedHalfWay_andTakenUpToItsEnd_andEverybodyIsAccountedFor() {
    stage.bureau.crowd("half", CROWD);
    String everybody = "{\"filters\":[\"(|(uid=half*)(uid=henk))\"]}";
    JsonNode plan = stage.planned("helpdesk", "force-change", everybody);
    String id = plan.path("plan").asString();
    Got begun =
        stage.programs.post("/plans/" + id + "/run", stage.token("helpdesk"), stage.means(plan));
    assertThat(begun.json().path("state").asString()).isEqualTo("waiting");
    String sum = "{\"checksum\":\"" + plan.path("checksum").asString() + "\"}";
    Got approved = stage.programs.post("/plans/" + id + "/approve", stage.token("other"), sum);
    assertThat(approved.status()).as(approved.response().body()).isEqualTo(202);
    until(id, "viewer", run -> run.path("applied").asLong() > 0);

    assertThat(act(id, "stop", "viewer").problem()).isEqualTo("not-allowed");
    stage.judge(stage.operation("stopRun"), "helpdesk", act(id, "stop", "helpdesk"));
    JsonNode stopped = until(id, "other", run -> run.path("stands").asString().equals("stopped"));
    assertThat(stopped.path("applied").asLong()).isBetween(1L, CROWD - 1L);
    assertThat(stopped.path("state").asString()).isEqualTo("open");
    assertThat(stopped.path("stoppedBy").isNull()).isFalse();
    assertThat(stopped.path("selected").asLong()).isEqualTo(CROWD + 1).isEqualTo(sum(stopped));
    Got details = whole(id);
    assertThat(stage.programs.wrongs("getRun", details)).isEmpty();
    assertThat(outcomes(details, "not-reached")).isEqualTo(stopped.path("parked").asLong());

    String hilda = stage.programs.token("hildas", "helpdesk", "hilda");
    assertThat(stage.programs.post("/runs/" + id + "/resume", hilda, "").problem())
        .isEqualTo("not-allowed");
    stage.judge(stage.operation("resumeRun"), "helpdesk", act(id, "resume", "helpdesk"));
    JsonNode done = until(id, "viewer", run -> run.path("stands").asString().equals("done"));
    assertThat(done.path("applied").asLong()).isEqualTo(CROWD);
    assertThat(done.path("skipped").asLong()).as("henk himself").isEqualTo(1);
    assertThat(done.path("selected").asLong()).isEqualTo(CROWD + 1).isEqualTo(sum(done));
    assertThat(outcomes(whole(id), "applied")).isEqualTo(CROWD);
    assertThat(IntStream.range(0, CROWD)).allMatch(i -> stage.bureau.mustChange("half" + i));
    assertThat(act(id, "resume", "helpdesk").problem()).isEqualTo("conflict");
  }

  private static long outcomes(Got run, String outcome) {
    long count = 0;
    for (JsonNode account : run.json().path("accounts")) {
      count += account.path("outcome").asString().equals(outcome) ? 1 : 0;
    }
    return count;
  }

  @Test
  void whatWasDoneIsTakenBackByAnAdmin() {
    stage.bureau.person("back");
    JsonNode plan = stage.planned("helpdesk", "force-change", "{\"users\":[\"back\"]}");
    String run = stage.carriedOut("helpdesk", plan);
    assertThat(act(run, "undo", "helpdesk").problem()).isEqualTo("not-allowed");
    Got undo = act(run, "undo", "admin");
    stage.judge(stage.operation("undoRun"), "admin", undo);
    String back = stage.carriedOut("admin", undo.json());
    assertThat(run(back, "viewer").json().path("undoes").asString()).isEqualTo(run);
    assertThat(stage.bureau.mustChange("back")).isFalse();
  }

  private static Got confirmed(JsonNode plan, String role, String more) {
    String path = "/plans/" + plan.path("plan").asString() + "/run";
    String body = stage.means(plan).replaceFirst("}$", "," + more + "}");
    return stage.programs.post(path, stage.token(role), body);
  }

  @Test
  void aPlanIsCarriedOutWaveByWave_theCanaryFirst() {
    stage.bureau.crowd("wave", 5);
    JsonNode plan = stage.planned("helpdesk", "force-change", "{\"filters\":[\"(uid=wave*)\"]}");
    String id = plan.path("plan").asString();
    Got begun =
        confirmed(plan, "helpdesk", "\"waves\":{\"size\":3,\"canary\":1,\"every\":\"PT12H\"}");
    stage.judge(stage.operation("runPlan"), "helpdesk", begun);
    JsonNode rests = until(id, "viewer", run -> run.path("stands").asString().equals("rests"));
    assertThat(rests.path("applied").asLong()).isEqualTo(1);
    assertThat(rests.path("parked").asLong()).isEqualTo(4);
    JsonNode campaign = rests.path("campaign");
    assertThat(campaign.path("size").asLong()).isEqualTo(3);
    assertThat(campaign.path("canary").asLong()).isEqualTo(1);
    assertThat(campaign.path("every").asString()).isEqualTo("PT12H");
    assertThat(campaign.path("wavesToCome").asLong()).isEqualTo(2);
    assertThat(stage.programs.wrongs("getRun", run(id, "viewer"))).isEmpty();
    assertThat(folder.resolve("store/pending/" + id + ".waves")).doesNotExist();
  }

  @Test
  void wavesThatWaitForApprovalAreSeen_andThoseThatCannotBeAreRefused() {
    stage.bureau.crowd("many", Bureau.MOST + 1);
    JsonNode plan = stage.planned("admin", "force-change", "{\"filters\":[\"(uid=many*)\"]}");
    String id = plan.path("plan").asString();
    for (String wrong : List.of("P", "PT", "PT0S", "1d", "P1Y")) {
      Got got = confirmed(plan, "admin", "\"waves\":{\"size\":3,\"every\":\"" + wrong + "\"}");
      assertThat(got.status()).as(wrong).isEqualTo(422);
      assertThat(got.response().body()).contains("/waves/every");
    }
    Got waits = confirmed(plan, "admin", "\"waves\":{\"size\":50,\"every\":\"P1D\"}");
    assertThat(waits.json().path("state").asString())
        .as(waits.response().body())
        .isEqualTo("waiting");
    Got seen = stage.programs.get("/plans/" + id + "?accounts=0", stage.token("other"));
    stage.judge(stage.operation("getPlan"), "admin", seen);
    assertThat(seen.json().path("waves").path("size").asLong()).isEqualTo(50);
    assertThat(seen.json().path("waves").path("every").asString()).isEqualTo("PT24H");
    stage.programs.ask("DELETE", "/plans/" + id, stage.token("admin"), "");
    assertThat(folder.resolve("store/pending/" + id + ".waves")).doesNotExist();

    String reset =
        stage
            .plan("reset", "{\"users\":[\"pair0\",\"pair1\"]}")
            .replaceFirst("}$", ",\"reset\":{\"deliver\":\"show\"}}");
    JsonNode shown = stage.programs.post("/plans", stage.token("admin"), reset).json();
    Got refused = confirmed(shown, "admin", "\"waves\":{\"size\":1,\"every\":\"P1D\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.response().body()).contains("/waves", "nobody is there");
  }
}
