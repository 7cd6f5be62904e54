package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.console.Care;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.ConsoleSettings.SecondFactor;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.journal.Message;

/** Who gets into the console, and no further than their role. */
final class OperatorPagesTest {

  @TempDir static Path folder;

  static Office office = unset();

  @SuppressWarnings("NullAway") // until it is up
  private static Office unset() {
    return null;
  }

  /** A page for each role, and one that looks at where the operator is. */
  private static final class Samples extends Pages {
    @Override
    List<Route> routes() {
      return List.of(
          Route.get("/admin", Sight.class, (exchange, sight) -> said(sight)),
          Route.get("/admin/helps", Care.class, (exchange, care) -> said(care)),
          Route.post("/admin/helps", Care.class, (exchange, care) -> said(care)),
          Route.get("/admin/commands", Command.class, (exchange, command) -> said(command)),
          Route.post("/admin/commands", Command.class, (exchange, command) -> said(command)));
    }

    private static Answer said(Sight sight) {
      return Answer.view("change-done", Map.of("title", "as " + sight.operator().role()));
    }
  }

  @BeforeAll
  static void start() {
    office = new Office(folder, SecondFactor.ADMINS, o -> List.of(new Samples()));
  }

  @AfterAll
  static void stop() {
    office.close();
  }

  private static final Map<String, Integer> RANK = Map.of("vera", 1, "henk", 2, "anna", 3);

  private static int needed(Access access) {
    return access.compareTo(Access.SIGNED_IN);
  }

  /** The code in the newest mail to somebody. */
  private static String code(String login) {
    Message newest = office.town.ledger.outbox().about(login, 1).get(0);
    assertThat(newest.content().kind()).isEqualTo("sign-in-code");
    assertThat(newest.content().recipient()).isEqualTo(login + "@home.example.net");
    try (Secret code =
        office.town.codes.code(String.valueOf(newest.content().values().get("ticket")), 1)) {
      return code.withChars(String::new);
    }
  }

  private static Raw signedIn(String login) {
    Raw raw = office.browser();
    Raw.Got got = Office.signIn(raw, login, Town.OLD);
    if (got.location().equals("/admin/sign-in/channel")) {
      raw.get("/admin/sign-in/channel");
      got = raw.post("/admin/sign-in/channel", field("channel", "mail"));
      raw.get("/admin/sign-in/code");
      got = raw.post("/admin/sign-in/code", field("code", code(login)));
    }
    assertThat(got.location()).as(got.body()).isEqualTo("/admin");
    raw.get("/admin");
    return raw;
  }

  @Test
  void everyRouteIsOpenToItsRolesAndToNobodyElse() {
    for (Map.Entry<String, Integer> operator : RANK.entrySet()) {
      Raw raw = signedIn(operator.getKey());
      for (Route route : office.portal.server.routes().all()) {
        if (!route.access().isOperators() || route.path().endsWith("sign-out")) {
          continue;
        }
        int status = (route.post() ? raw.post(route.path()) : raw.get(route.path())).status();
        String where = operator.getKey() + " " + route.path();
        if (needed(route.access()) > operator.getValue()) {
          assertThat(status).as(where).isEqualTo(403);
        } else {
          assertThat(status).as(where).isNotIn(403, 404, 405, 500);
        }
      }
    }
  }

  @Test
  void whoHasNoRoleIsNotLetInAndIsTold() {
    Raw raw = office.browser();
    Raw.Got got = Office.signIn(raw, "nora", Town.OLD);
    assertThat(got.status()).isEqualTo(403);
    assertThat(got.body()).contains("no role here");
    assertThat(raw.get("/admin").location()).isEqualTo("/admin/sign-in");
    assertThat(office.town.events("nora")).contains("nora operator-refused");
  }

  @Test
  void withoutSigningInEveryOperatorsRouteLeadsToTheSignIn() {
    Raw raw = office.browser();
    raw.get("/admin/sign-in");
    for (Route route : office.portal.server.routes().all()) {
      if (route.access().isOperators()) {
        Raw.Got got = route.post() ? raw.post(route.path()) : raw.get(route.path());
        assertThat(got.location()).as(route.path()).isEqualTo("/admin/sign-in");
      }
    }
  }

  @Test
  void theBrowsersSecretIsAnotherAfterSigningInAndAfterSigningOut() {
    Raw raw = office.browser();
    raw.get("/admin/sign-in");
    String before = raw.cookies();
    Office.signIn(raw, "vera", Town.OLD);
    String inside = raw.cookies();
    raw.get("/admin");
    raw.post("/admin/sign-out");

    assertThat(inside).isNotEqualTo(before);
    assertThat(raw.cookies()).isNotEqualTo(inside);
    assertThat(raw.get("/admin").location()).isEqualTo("/admin/sign-in");
  }

  @Test
  void anAdminsPasswordAloneIsNotEnough() {
    Raw raw = office.browser();
    assertThat(Office.signIn(raw, "adam", Town.OLD).location()).isEqualTo("/admin/sign-in/channel");
    assertThat(raw.get("/admin").location()).isEqualTo("/admin/sign-in");
    raw.get("/admin/sign-in/channel");
    raw.post("/admin/sign-in/channel", field("channel", "mail"));
    String code = code("adam");
    raw.get("/admin/sign-in/code");
    Raw.Got wrong = raw.post("/admin/sign-in/code", field("code", "00000000"));
    assertThat(wrong.body()).contains("not the code");
    assertThat(raw.get("/admin").location()).isEqualTo("/admin/sign-in");

    // Another browser that knows the code is not the one that gave the password.
    Raw other = office.browser();
    other.get("/admin/sign-in");
    other.post("/admin/sign-in/code", field("code", code));
    assertThat(other.get("/admin").location()).isEqualTo("/admin/sign-in");

    raw.get("/admin/sign-in/code");
    assertThat(raw.post("/admin/sign-in/code", field("code", code)).location()).isEqualTo("/admin");
    raw.get("/admin/sign-in/code");
    assertThat(Optional.of(raw.get("/admin").status())).contains(200);
  }

  @Test
  void wrongPasswordsAreCountedAsOnThePortal() {
    Raw raw = office.browser();
    assertThat(Office.signIn(raw, "henk2", "wrong").status()).isEqualTo(422);
    assertThat(Office.signIn(raw, "henk2", "wrong").status()).isEqualTo(422);
    assertThat(Office.signIn(raw, "henk2", "wrong").status()).isEqualTo(429);
  }
}
