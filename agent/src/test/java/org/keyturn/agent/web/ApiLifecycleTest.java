package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.web.Programs.Got;
import tools.jackson.databind.JsonNode;

/** People who leave, come back and are gone for good, by program. */
final class ApiLifecycleTest {

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

  private static boolean isMember(String group, String login) {
    return stage
        .bureau
        .agent()
        .directory("corp")
        .membersOf(stage.bureau.groupDn(group))
        .contains(NormalDn.of(stage.bureau.dn(login)));
  }

  private static JsonNode planned(String action, String user, String options) {
    String body =
        stage
            .plan(action, "{\"users\":[\"" + user + "\"]}")
            .replaceFirst("}$", options.isEmpty() ? "}" : "," + options + "}");
    Got got = stage.programs.post("/plans", stage.token("admin"), body);
    stage.judge(stage.operation("createPlan"), "admin", got);
    assertThat(got.json().path("changes").asLong()).as(got.response().body()).isEqualTo(1);
    return got.json();
  }

  /** Through to its end, each answer held against its schema; what came of it. */
  private static JsonNode done(JsonNode plan) {
    String id = plan.path("plan").asString();
    Got begun =
        stage.programs.post("/plans/" + id + "/run", stage.token("admin"), stage.means(plan));
    stage.judge(stage.operation("runPlan"), "admin", begun);
    stage.awaitRun(id, "done");
    Got run = stage.programs.get("/runs/" + id + "?details=true", stage.token("viewer"));
    stage.judge(stage.operation("getRun"), "viewer", run);
    assertThat(run.json().path("applied").asLong()).as(run.response().body()).isEqualTo(1);
    assertThat(run.json().path("selected").asLong()).isEqualTo(1);
    return run.json();
  }

  private static Got explained(String id) {
    return stage.programs.get("/directories/corp/users/" + id, stage.token("viewer"));
  }

  @Test
  void somebodyIsRemoved_comesBackWithTheirGroups_leavesAgainAndIsPurged() {
    String id = stage.bureau.person("leaver");
    stage.bureau.group("staff", "vera", "leaver");
    stage.bureau.group("printers", "leaver", "anna");

    done(planned("remove", "leaver", "\"remove\":{\"tellManager\":false,\"purgeAfterDays\":1}"));
    assertThat(isMember("staff", "leaver")).isFalse();
    assertThat(isMember("printers", "leaver")).isFalse();
    Got away = explained(id);
    stage.judge(stage.operation("explainUser"), "viewer", away);
    assertThat(away.response().body()).contains("ou=former");
    Got removed = stage.programs.get("/directories/corp/removed", stage.token("viewer"));
    stage.judge(stage.operation("listRemoved"), "viewer", removed);
    JsonNode row = removed.json().path("users").get(0);
    assertThat(row.path("id").asString()).isEqualTo(id);
    assertThat(row.path("was").asString()).isEqualTo(stage.bureau.dn("leaver"));
    assertThat(row.path("purgeAt").isNull()).isFalse();

    done(planned("restore", id, "\"restore\":{\"link\":false}"));
    assertThat(isMember("staff", "leaver")).isTrue();
    assertThat(isMember("printers", "leaver")).isTrue();
    assertThat(stage.bureau.account("leaver").state().enabled()).isTrue();
    assertThat(stage.bureau.account("leaver").dn()).isEqualTo(stage.bureau.dn("leaver"));

    done(planned("remove", "leaver", "\"remove\":{\"purgeAfterDays\":1}"));
    String early = stage.plan("purge", "{\"users\":[\"" + id + "\"]}");
    Got soon = stage.programs.post("/plans", stage.token("admin"), early);
    assertThat(soon.json().path("changes").asLong()).as(soon.response().body()).isZero();
    stage.bureau.clock.on(Duration.ofDays(1).plusMinutes(1));
    try {
      stage.renew();
      done(planned("purge", id, ""));
      assertThat(explained(id).problem()).isEqualTo("not-found");
    } finally {
      stage.bureau.clock.back();
    }
  }

  @Test
  void aHelpdeskRemovesNobody_andDoesNothingToAnAdmin() {
    for (String action : new String[] {"remove", "restore", "purge", "disable", "expire"}) {
      Got got =
          stage.programs.post(
              "/plans", stage.token("helpdesk"), stage.plan(action, "{\"users\":[\"pair0\"]}"));
      stage.judge(stage.operation("createPlan"), "viewer", got);
    }
    for (String action : new String[] {"reset", "unlock", "force-change"}) {
      JsonNode plan = stage.planned("helpdesk", action, "{\"users\":[\"anna\"]}");
      assertThat(plan.path("changes").asLong()).as(action).isZero();
      assertThat(plan.path("reasons").path("privileged").asLong()).as(action).isEqualTo(1);
      Got run =
          stage.programs.post(
              "/plans/" + plan.path("plan").asString() + "/run",
              stage.token("helpdesk"),
              stage.means(plan));
      assertThat(run.problem()).as(action).isEqualTo("conflict");
      assertThat(stage.programs.wrongs("runPlan", run)).isEmpty();
    }
    assertThat(stage.bureau.mustChange("anna")).isFalse();
  }
}
