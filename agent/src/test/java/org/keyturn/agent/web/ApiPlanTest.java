package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.web.Programs.Got;
import org.keyturn.agent.web.api.Api;
import tools.jackson.databind.JsonNode;

/** Plans by program: who may make, confirm and approve them, and what each gets to see. */
final class ApiPlanTest {

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
  void aPlanIsCarriedOutByWhoMadeItAlone_andItsPasswordsAreShownOnce() {
    String pair = "{\"users\":[\"pair2\"]}";
    String body =
        stage.plan("reset", pair).replaceFirst("}$", ",\"reset\":{\"deliver\":\"show\"}}");
    Got planned = stage.programs.post("/plans", stage.token("helpdesk"), body);
    assertThat(planned.status()).as(planned.response().body()).isEqualTo(201);
    JsonNode plan = planned.json();
    String run = plan.path("plan").asString();
    assertThat(planned.header("location")).contains(Api.BASE + "/plans/" + run);
    assertThat(plan.path("accounts").get(0).path("login").asString()).isEqualTo("pair2");
    ApiStage.Listed runPlan = stage.operation("runPlan");
    String go = "/plans/" + run + "/run";
    stage.judge(
        runPlan, "viewer", stage.programs.post(go, stage.token("viewer"), stage.means(plan)));
    assertThat(stage.programs.post(go, stage.token("admin"), stage.means(plan)).status())
        .isEqualTo(403);
    assertThat(
            stage
                .programs
                .post(go, stage.token("helpdesk"), "{\"checksum\":\"x\",\"reason\":\"y\"}")
                .status())
        .isEqualTo(409);
    assertThat(
            stage
                .programs
                .post(go, stage.token("helpdesk"), stage.means(plan).replace("for the test", " "))
                .status())
        .isEqualTo(422);
    Got begun = stage.programs.post(go, stage.token("helpdesk"), stage.means(plan));
    stage.judge(runPlan, "helpdesk", begun);
    assertThat(begun.header("location")).contains(Api.BASE + "/runs/" + run);
    assertThat(stage.programs.post(go, stage.token("helpdesk"), stage.means(plan)).status())
        .isEqualTo(409);

    stage.awaitRun(run, "shows");
    ApiStage.Listed reveal = stage.operation("revealPasswords");
    String passwords = "/runs/" + run + "/passwords";
    stage.judge(reveal, "viewer", stage.programs.post(passwords, stage.token("viewer"), ""));
    assertThat(stage.programs.post(passwords, stage.token("admin"), "").status()).isEqualTo(403);
    assertThat(
            stage
                .programs
                .ask("POST", passwords, stage.token("helpdesk"), "", "Idempotency-Key", "k")
                .problem())
        .isEqualTo("bad-request");
    Got shown = stage.programs.post(passwords, stage.token("helpdesk"), "");
    stage.judge(reveal, "helpdesk", shown);
    String password = shown.json().path("passwords").get(0).path("password").asString();
    assertThat(password).hasSizeGreaterThan(8);
    assertThat(stage.programs.post(passwords, stage.token("helpdesk"), "").status()).isEqualTo(409);
    assertThat(
            stage
                .programs
                .get("/runs/" + run + "?details=true", stage.token("admin"))
                .response()
                .body())
        .contains("pair2")
        .doesNotContain(password);

    ApiStage.Listed stop = stage.operation("stopRun");
    stage.judge(
        stop, "viewer", stage.programs.post("/runs/" + run + "/stop", stage.token("viewer"), ""));
    assertThat(stage.programs.post("/runs/" + run + "/stop", stage.token("admin"), "").status())
        .isEqualTo(409);
    ApiStage.Listed resume = stage.operation("resumeRun");
    stage.judge(
        resume,
        "viewer",
        stage.programs.post("/runs/" + run + "/resume", stage.token("viewer"), ""));
    assertThat(stage.programs.post("/runs/" + run + "/resume", stage.token("admin"), "").status())
        .isEqualTo(409);
  }

  @Test
  void aHelpdeskReachesNobodyPrivilegedAndNoOtherAct() {
    JsonNode plan =
        stage.planned("helpdesk", "unlock", "{\"users\":[\"anna\",\"henk\",\"pair0\"]}");
    assertThat(plan.path("reasons").path("self").asInt()).isEqualTo(1);
    assertThat(plan.path("reasons").path("privileged").asInt()).isEqualTo(1);
    Got disable =
        stage.programs.post(
            "/plans", stage.token("helpdesk"), stage.plan("disable", "{\"users\":[\"pair0\"]}"));
    assertThat(disable.problem()).isEqualTo("not-allowed");
  }

  @Test
  void nobodyApprovesTheirOwn_norByATokenOfTheirs() {
    ApiStage.Ask approve = stage.waiting();
    assertThat(stage.programs.post(approve.path(), stage.token("admin"), approve.body()).problem())
        .isEqualTo("not-allowed");
    String second = stage.programs.token("second", "admin", "anna");
    assertThat(stage.programs.post(approve.path(), second, approve.body()).problem())
        .isEqualTo("not-allowed");
    assertThat(
            stage
                .programs
                .post(approve.path(), stage.token("other"), "{\"checksum\":\"0\"}")
                .status())
        .isEqualTo(409);
    assertThat(stage.programs.post(approve.path(), stage.token("other"), approve.body()).status())
        .isEqualTo(202);
    assertThat(stage.programs.post(approve.path(), stage.token("other"), approve.body()).status())
        .isEqualTo(409);
  }

  @Test
  void whatWaitsForItsTurnIsThoughtBetterOf_byWhoseItIs() {
    JsonNode plan = stage.planned("helpdesk", "unlock", "{\"users\":[\"pair0\"]}");
    String id = plan.path("plan").asString();
    assertThat(
            stage
                .bureau
                .agent()
                .ledger()
                .pendingPlans()
                .confirm(id, plan.path("checksum").asString(), "not begun", new byte[0]))
        .isTrue();
    String hilda = stage.programs.token("hildas", "helpdesk", "hilda");
    assertThat(stage.programs.ask("DELETE", "/plans/" + id, hilda, "").problem())
        .isEqualTo("not-allowed");
    Got dropped = stage.programs.ask("DELETE", "/plans/" + id, stage.token("helpdesk"), "");
    stage.judge(stage.operation("dropPlan"), "helpdesk", dropped);
    assertThat(dropped.json().path("state").asString()).isEqualTo("dropped");
    assertThat(stage.programs.ask("DELETE", "/plans/" + id, stage.token("helpdesk"), "").problem())
        .isEqualTo("conflict");
  }
}
