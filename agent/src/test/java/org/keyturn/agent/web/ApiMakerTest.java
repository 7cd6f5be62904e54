package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.journal.AccessToken;
import org.keyturn.agent.web.Programs.Got;

/** A token is worth no more than what whoever made it may do themselves, half a minute later. */
final class ApiMakerTest {

  private static final Duration KEPT = Duration.ofSeconds(31);

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

  private static void member(String how, String login, String group) {
    stage.change(
        "dn: " + stage.bureau.groupDn(group),
        "changetype: modify",
        how + ": member",
        "member: " + stage.bureau.dn(login));
  }

  /** From when on a group is looked at anew. */
  private static void joined(String login, String group) {
    stage.bureau.person(login);
    member("add", login, group);
    stage.bureau.clock.on(KEPT);
  }

  private static Got self(String token) {
    Got got = stage.programs.get("/self", token);
    assertThat(stage.programs.wrongs("getSelf", got)).isEmpty();
    return got;
  }

  private static String role(String token) {
    Got got = self(token);
    assertThat(got.status()).as(got.response().body()).isEqualTo(200);
    return got.json().path("role").asString();
  }

  private static void isWithoutRole(String token, String maker) {
    Got got = self(token);
    assertThat(got.status()).as(got.response().body()).isEqualTo(403);
    assertThat(got.problem()).isEqualTo("maker-without-role");
    assertThat(got.json().path("detail").asString()).contains(maker + ", who made it, has none");
  }

  @Test
  void itSinksWithItsMaker_andIsWorthNothingWithoutOne() {
    joined("sinks", "admins");
    String admin = stage.programs.token("sinking", "admin", "sinks");
    String viewer = stage.programs.token("low", "viewer", "sinks");
    assertThat(role(admin)).isEqualTo("admin");

    member("delete", "sinks", "admins");
    member("add", "sinks", "helpdesk");
    stage.bureau.clock.on(KEPT);
    assertThat(role(admin)).isEqualTo("helpdesk");
    assertThat(role(viewer)).isEqualTo("viewer");
    Got refused =
        stage.programs.post("/plans", admin, stage.plan("disable", "{\"users\":[\"pair0\"]}"));
    assertThat(refused.problem()).isEqualTo("not-allowed");
    assertThat(refused.json().path("detail").asString())
        .contains("sinks, who made it as admin, is helpdesk by now");
    Got privileged =
        stage.programs.post("/plans", admin, stage.plan("unlock", "{\"users\":[\"anna\"]}"));
    assertThat(privileged.json().path("reasons").path("privileged").asInt()).isEqualTo(1);
    assertThat(stage.programs.post("/jobs/crowd/run", admin, ApiStage.REASON).problem())
        .isEqualTo("not-allowed");

    member("delete", "sinks", "helpdesk");
    stage.bureau.clock.on(KEPT);
    isWithoutRole(admin, "sinks");
    isWithoutRole(viewer, "sinks");
    assertThat(stage.programs.post("/jobs/crowd/run", admin, ApiStage.REASON).problem())
        .isEqualTo("maker-without-role");

    member("add", "sinks", "admins");
    stage.bureau.clock.on(KEPT);
    assertThat(role(admin)).as("it comes back with the role").isEqualTo("admin");
  }

  @Test
  void whoeverIsDisabledOrDeletedTakesTheirTokensAlong() {
    for (String login : new String[] {"disabled", "deleted"}) {
      joined(login, "viewers");
    }
    String ofDisabled = stage.programs.token("of-disabled", "viewer", "disabled");
    String ofDeleted = stage.programs.token("of-deleted", "viewer", "deleted");
    assertThat(role(ofDisabled)).isEqualTo("viewer");
    assertThat(role(ofDeleted)).isEqualTo("viewer");

    stage.carriedOut("admin", stage.planned("admin", "disable", "{\"users\":[\"disabled\"]}"));
    stage.change("dn: " + stage.bureau.dn("deleted"), "changetype: delete");
    stage.bureau.clock.on(KEPT);
    isWithoutRole(ofDisabled, "disabled");
    isWithoutRole(ofDeleted, "deleted");
  }

  @Test
  void aChangeThatIsForcedOnItsMakerTakesNothingFromIt() {
    joined("forced", "helpdesk");
    String token = stage.programs.token("of-forced", "helpdesk", "forced");
    stage.carriedOut("admin", stage.planned("admin", "force-change", "{\"users\":[\"forced\"]}"));
    stage.bureau.clock.on(KEPT);
    assertThat(stage.bureau.mustChange("forced")).isTrue();
    assertThat(role(token)).isEqualTo("helpdesk");
    Raw browser = stage.bureau.browser();
    assertThat(Office.signIn(browser, "forced", Bureau.PASSWORD).location()).isNotEqualTo("/admin");
  }

  @Test
  void oneOfTheCommandLineHasNobodyBehindIt() {
    String token =
        stage.programs.token(
            "of-a-shell",
            "admin",
            AccessToken.Owner.atCommandLine("os:root"),
            Optional.empty(),
            Duration.ofDays(1));
    assertThat(role(token)).isEqualTo("admin");
    stage.bureau.clock.on(KEPT);
    assertThat(role(token)).isEqualTo("admin");
  }

  @Test
  void whereNobodyCanTellAboutItsMakerItLetsNobodyIn(@TempDir Path other) throws IOException {
    try (ApiStage away = new ApiStage(other)) {
      String shell =
          away.programs.token(
              "of-a-shell",
              "viewer",
              AccessToken.Owner.atCommandLine("os:root"),
              Optional.empty(),
              Duration.ofDays(1));
      away.bureau.server.close();
      away.bureau.clock.on(KEPT);
      Got got = away.programs.get("/self", away.token("admin"));
      assertThat(got.status()).isEqualTo(503);
      assertThat(got.problem()).isEqualTo("directory-away");
      assertThat(away.programs.get("/health", shell).status()).isEqualTo(200);
    }
  }
}
