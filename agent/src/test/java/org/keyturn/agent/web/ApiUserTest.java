package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.web.Programs.Got;
import tools.jackson.databind.JsonNode;

/** The people of a directory, as programs look for them. */
final class ApiUserTest {

  @TempDir static Path folder;

  private static ApiStage stage = ApiStage.unset();

  @BeforeAll
  static void start() throws IOException {
    stage = new ApiStage(folder);
    stage.bureau.crowd("page", 7);
    stage.bureau.clock.on(Duration.ofSeconds(6)); // the index is old, and follows
    Bureau.await(
        () -> stage.users("?q=page").json().path("total").asInt() == 7,
        () -> stage.users("?q=page").response().body());
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static List<String> logins(Got got) {
    assertThat(got.status()).as(got.response().body()).isEqualTo(200);
    List<String> logins = new ArrayList<>();
    got.json().path("users").forEach(user -> logins.add(user.path("login").asString()));
    return logins;
  }

  @Test
  void theListComesPageByPage_sorted() {
    List<String> all = new ArrayList<>();
    String query = "?q=page+contoso&sort=login&down=true&limit=3&page=";
    JsonNode next = stage.users(query + 1).json().path("next");
    all.addAll(logins(stage.users(query + 1)));
    while (!next.isNull()) {
      Got got = stage.users(query + next.asInt());
      assertThat(got.json().path("total").asInt()).isEqualTo(7);
      assertThat(stage.programs.wrongs("listUsers", got)).isEmpty();
      all.addAll(logins(got));
      next = got.json().path("next");
    }
    assertThat(all).containsExactly("page6", "page5", "page4", "page3", "page2", "page1", "page0");
    assertThat(logins(stage.users(query + 4))).isEmpty();
  }

  @Test
  void theListIsNarrowedDownAsOnTheConsole() {
    stage.bureau.person("leaver");
    stage.carriedOut("admin", stage.planned("admin", "disable", "{\"users\":[\"leaver\"]}"));
    stage.bureau.clock.on(Duration.ofSeconds(6));
    Bureau.await(
        () -> logins(stage.users("?state=disabled")).contains("leaver"),
        () -> stage.users("?state=disabled").response().body());
    assertThat(logins(stage.users("?state=disabled&q=page"))).isEmpty();
    String admins = stage.bureau.groupDn("admins").replace("=", "%3D").replace(",", "%2C");
    assertThat(logins(stage.users("?sort=login&group=" + admins))).containsExactly("adam", "anna");
    assertThat(logins(stage.users("?policy=no-such"))).isEmpty();
    String policy = stage.users("?q=page0").json().path("users").get(0).path("policy").asString();
    assertThat(logins(stage.users("?q=page0&policy=" + policy))).containsExactly("page0");
  }

  @Test
  void whatIsListedIsAsItIsNow_howeverOldTheIndex() {
    stage.bureau.person("renamed");
    stage.bureau.clock.on(Duration.ofSeconds(6));
    Bureau.await(
        () -> logins(stage.users("?q=renamed")).contains("renamed"),
        () -> stage.users("?q=renamed").response().body());
    stage.change(
        "dn: " + stage.bureau.dn("renamed"),
        "changetype: modify",
        "replace: mail",
        "mail: other@example.com");
    Got got = stage.users("?q=renamed");
    assertThat(got.json().path("users").get(0).path("mail").asString())
        .isEqualTo("other@example.com");
    assertThat(got.json().path("asOf").asString()).isNotEmpty();
    Got one =
        stage.programs.get(
            "/directories/corp/user?user=other%40example.com", stage.token("viewer"));
    assertThat(one.json().path("login").asString()).isEqualTo("renamed");
    assertThat(stage.programs.wrongs("findUser", one)).isEmpty();
  }

  @Test
  void aHelpdeskSeesEverybody_andIsToldWhomItLeavesAlone() {
    String within =
        stage.programs.token(
            "within",
            "helpdesk",
            "henk",
            Optional.of("ou=elsewhere," + stage.bureau.server.suffix()),
            Duration.ofDays(1));
    Got list = stage.programs.get("/directories/corp/users?q=page0", within);
    assertThat(logins(list)).containsExactly("page0");
    assertThat(leftAlone("page0", within)).isEqualTo("out-of-reach");
    assertThat(leftAlone("page0", stage.token("helpdesk"))).isEqualTo("null");
    assertThat(leftAlone("anna", stage.token("helpdesk"))).isEqualTo("privileged");
    assertThat(leftAlone("henk", stage.token("helpdesk"))).isEqualTo("self");
    assertThat(leftAlone("page0", stage.token("viewer"))).isEqualTo("role");
  }

  private static String leftAlone(String login, String token) {
    Got got = stage.programs.get("/directories/corp/user?user=" + login, token);
    assertThat(got.status()).as(got.response().body()).isEqualTo(200);
    JsonNode why = got.json().path("leftAlone");
    return why.isNull() ? "null" : why.asString();
  }
}
