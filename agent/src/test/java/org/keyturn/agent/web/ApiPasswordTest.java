package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.web.Programs.Got;
import tools.jackson.databind.JsonNode;

/** New passwords that a program chose, for one or for some of those whom a plan changes. */
final class ApiPasswordTest {

  private static final String FIRST = "Staple-Paper-9-river";
  private static final String SECOND = "Window-Amber-4-stone";

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

  private static JsonNode planned(String role, String deliver, String... users) {
    String select = "{\"users\":[\"" + String.join("\",\"", users) + "\"]}";
    String body =
        stage
            .plan("reset", select)
            .replaceFirst("}$", ",\"reset\":{\"deliver\":\"" + deliver + "\"}}");
    Got got = stage.programs.post("/plans", stage.token(role), body);
    assertThat(got.status()).as(got.response().body()).isEqualTo(201);
    return got.json();
  }

  private static String with(JsonNode plan, String... usersAndPasswords) {
    StringBuilder typed = new StringBuilder();
    for (int i = 0; i < usersAndPasswords.length; i += 2) {
      typed
          .append(i == 0 ? "" : ",")
          .append(
              "{\"user\":\"%s\",\"password\":\"%s\"}"
                  .formatted(usersAndPasswords[i], usersAndPasswords[i + 1]));
    }
    return stage.means(plan).replaceFirst("}$", ",\"passwords\":[" + typed + "]}");
  }

  private static Got run(JsonNode plan, String role, String body, String... headers) {
    String path = "/plans/" + plan.path("plan").asString() + "/run";
    return stage.programs.ask("POST", path, stage.token(role), body, headers);
  }

  private static SignInResult.Kind signIn(String login, String password) {
    try (Secret secret = Secret.of(password)) {
      return stage
          .bureau
          .agent()
          .directory("corp")
          .signIn(stage.bureau.account(login).dn(), secret)
          .kind();
    }
  }

  @Test
  void oneIsChosen_andIsNowhereToBeRead() throws IOException {
    stage.bureau.person("typed");
    JsonNode plan = planned("helpdesk", "show", "typed");
    Got key = run(plan, "helpdesk", with(plan, "typed", FIRST), "Idempotency-Key", "one");
    assertThat(key.problem()).isEqualTo("bad-request");
    Got begun = run(plan, "helpdesk", with(plan, "typed", FIRST));
    stage.judge(stage.operation("runPlan"), "helpdesk", begun);
    stage.awaitRun(plan.path("plan").asString(), "done");
    assertThat(signIn("typed", FIRST)).isEqualTo(SignInResult.Kind.MUST_CHANGE);
    isNowhere(FIRST);
  }

  private static void isNowhere(String password) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(password);
      }
    }
  }

  @Test
  void someAreChosen_theOthersGenerated_andAllAreShown() {
    stage.bureau.crowd("some", 3);
    JsonNode plan = planned("helpdesk", "show", "some0", "some1", "some2");
    String id = stage.bureau.id("some1");
    Got begun = run(plan, "helpdesk", with(plan, "some0", FIRST, id, SECOND));
    assertThat(begun.status()).as(begun.response().body()).isEqualTo(202);
    String run = plan.path("plan").asString();
    stage.awaitRun(run, "shows");
    assertThat(signIn("some0", FIRST)).isEqualTo(SignInResult.Kind.MUST_CHANGE);
    assertThat(signIn("some1", SECOND)).isEqualTo(SignInResult.Kind.MUST_CHANGE);
    Got shown = stage.programs.post("/runs/" + run + "/passwords", stage.token("helpdesk"), "");
    for (JsonNode each : shown.json().path("passwords")) {
      assertThat(signIn(each.path("login").asString(), each.path("password").asString()))
          .isEqualTo(SignInResult.Kind.MUST_CHANGE);
    }
    assertThat(shown.json().path("passwords").size()).isEqualTo(3);
  }

  @Test
  void whatIsChosenForAllGoesIntoTheSheet_andNobodyIsAskedToLook() {
    stage.bureau.crowd("sheet", 2);
    JsonNode plan = planned("admin", "sheet", "sheet0", "sheet1");
    Got begun = run(plan, "admin", with(plan, "sheet0", FIRST, "sheet1", SECOND));
    assertThat(begun.status()).as(begun.response().body()).isEqualTo(202);
    stage.awaitRun(plan.path("plan").asString(), "done");
    assertThat(signIn("sheet1", SECOND)).isEqualTo(SignInResult.Kind.MUST_CHANGE);

    String path = "/runs/" + plan.path("plan").asString() + "/sheet";
    Got sheet = stage.programs.get(path, stage.token("admin"));
    stage.judge(stage.operation("getSheet"), "admin", sheet);
    byte[] sealed = Base64.getDecoder().decode(sheet.json().path("pgp").asString());
    assertThat(sealed).hasSizeGreaterThan(100);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(SECOND);
    stage.judge(
        stage.operation("getSheet"), "viewer", stage.programs.get(path, stage.token("viewer")));
    Got helpdesk = stage.programs.get(path, stage.token("helpdesk"));
    assertThat(helpdesk.problem()).isEqualTo("not-allowed");
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "show, pair0, short,                pair0: ",
    "show, pair0, pair0-Pair0-1-pair0,  pair0: ",
    "show, pair1, Staple-Paper-9-river, pair1: the plan changes nobody of this name",
    "show, '',    Staple-Paper-9-river, is blank",
    "show, pair0, '',                   is blank",
    "sheet, anna, Staple-Paper-9-river, anna: the plan changes nobody of this name",
  })
  void whatCannotBeIsToldAndNothingIsDone(
      String deliver, String user, String password, String says) {
    JsonNode plan = planned("admin", deliver, "pair0");
    Got got = run(plan, "admin", with(plan, user, password));
    assertThat(got.status()).as(got.response().body()).isEqualTo(422);
    assertThat(got.json().path("errors").get(0).path("place").asString()).startsWith("/passwords");
    assertThat(got.response().body()).contains(says);
    if (password.length() > 5) {
      assertThat(got.response().body()).doesNotContain(password);
    }
    assertThat(stage.programs.wrongs("runPlan", got)).isEmpty();
    assertThat(stage.bureau.mustChange("pair0")).isFalse();
  }

  @Test
  void theyAreForAReset_andEachHasOne() {
    JsonNode unlock = stage.planned("helpdesk", "force-change", "{\"users\":[\"pair0\"]}");
    assertThat(run(unlock, "helpdesk", with(unlock, "pair0", FIRST)).response().body())
        .contains("are for a reset");
    JsonNode plan = planned("admin", "show", "pair0");
    for (List<String> two :
        List.of(List.of("pair0", "pair0"), List.of("pair0", stage.bureau.id("pair0")))) {
      Got got = run(plan, "admin", with(plan, two.get(0), FIRST, two.get(1), SECOND));
      assertThat(got.status()).as(got.response().body()).isEqualTo(422);
    }
    Got number = run(plan, "admin", with(plan, "pair0", FIRST).replace("\"" + FIRST + "\"", "7"));
    assertThat(number.response().body()).contains("/passwords/0/password");
  }
}
