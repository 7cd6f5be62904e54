package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.notify.Messages;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.recovery.ProofChannel;
import org.keyturn.agent.recovery.RecoverySettings;
import org.keyturn.agent.recovery.Scene;
import org.keyturn.embedded.sample.Person;
import org.keyturn.embedded.sample.SampleCompany;
import org.keyturn.embedded.sample.Situation;

/** Forgot password, claim link and forgot user name, over HTTP, with a real directory. */
final class RecoveryPagesTest {

  private static final String NEW = "Staple-Paper-9-river";

  /** Requests of the walk at the end; {@code -Dkeyturn.walk.http=100000} for more. */
  private static final int STEPS = Integer.getInteger("keyturn.walk.http", 500);

  @TempDir static Path folder;

  private static Scene scene = unset();
  private static Portal portal = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // until they are up
  private static <T> T unset() {
    return null;
  }

  private Raw raw = portal.browser();

  @BeforeAll
  static void start() {
    scene = new Scene(folder);
    portal = new Portal(List.of(new RecoveryPages(scene.recovery(), PasswordSettings.DEFAULT)));
  }

  @AfterAll
  static void stop() {
    portal.close();
    scene.close();
  }

  @BeforeEach
  void anotherDay() {
    scene.clock.turn(Duration.ofHours(25));
  }

  private Raw.Got begin(String login) {
    raw.get("/forgot");
    return raw.post("/forgot", field("login", login));
  }

  private Raw.Got send() {
    raw.get("/forgot/channel");
    return raw.post("/forgot/channel", field("channel", "mail"));
  }

  private Raw.Got code(String code) {
    raw.get("/forgot/code");
    return raw.post("/forgot/code", field("code", code));
  }

  private Raw.Got choose(String password) {
    raw.get("/forgot/password");
    return raw.post("/forgot/password", field("new", password), field("again", password));
  }

  @Test
  void fromTheFirstPageToASignInWithTheNewPassword() {
    Person person = scene.person(16);
    assertThat(begin(person.uid()).location()).isEqualTo("/forgot/channel");
    assertThat(raw.get("/forgot/channel").body()).contains("E-mail to ").contains("••••@h••••");
    assertThat(send().location()).isEqualTo("/forgot/code");
    assertThat(raw.get("/forgot/code").body()).contains("autocomplete=\"one-time-code\"");
    assertThat(code("22222222").body()).contains("You can try 4 more times.");
    assertThat(code("test").body()).contains("A code has 8 letters and digits");
    assertThat(code(scene.mailedCode()).location()).isEqualTo("/forgot/password");
    assertThat(raw.get("/forgot/password").body())
        .contains("autocomplete=\"new-password\"")
        .contains("value=\"" + person.uid() + "\"");
    assertThat(choose("short").body()).contains("At least 12 characters");
    assertThat(choose(NEW).location()).isEqualTo("/forgot/done");
    assertThat(raw.get("/forgot/done").body()).contains("Done. You can sign in now.");

    assertThat(scene.signsIn(person, NEW)).isTrue();
    assertThat(choose(NEW + "!").location()).as("it is over").isEqualTo("/forgot/over");
  }

  @Test
  void aLinkIsLookedAtByAnybodyAndUsedByWhoeverTypesTheCode() {
    Person person = scene.person(17);
    assertThat(scene.reset(person, "link").tally().applied()).isEqualTo(1);
    Message mail = scene.mails("password-claim").get(0);
    String link = Messages.ticket(mail.content());
    Raw scanner = portal.browser();
    String page = scanner.get("/claim?link=" + link).body();
    assertThat(page).contains("Type the code").doesNotContain(person.uid());
    assertThat(scanner.send("HEAD /claim?link=" + link + " HTTP/1.1", "", "").status())
        .isEqualTo(200);
    assertThat(scanner.post("/claim", field("link", link), field("code", "test")).status())
        .isEqualTo(422);
    assertThat(scanner.get("/claim?link=nothing").status()).as("told nobody").isEqualTo(200);

    raw.get("/claim?link=" + link);
    assertThat(raw.post("/language", "language=en", "back=/claim?link=" + link).location())
        .as("another language, the same link")
        .isEqualTo("/claim?link=" + link);
    try (Secret code = scene.codes.code(link, 1)) {
      assertThat(
              raw.post("/claim", field("link", link), field("code", code.withChars(String::new)))
                  .location())
          .isEqualTo("/forgot/password");
    }
    assertThat(choose(NEW).location()).isEqualTo("/forgot/done");
    assertThat(scene.signsIn(person, NEW)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "locked", "no-recovery", "break-glass"})
  void whoeverIsNotHelpedGetsTheSamePages(String who) {
    String login =
        switch (who) {
          case "locked" -> scene.person(Situation.LOCKED).uid();
          case "no-recovery" -> scene.person(Situation.NO_RECOVERY).uid();
          case "break-glass" -> scene.person(Scene.BREAK_GLASS).uid();
          default -> "n.obody";
        };
    List<String> unknown = answers(login);
    assertThat(unknown).isEqualTo(answers(scene.person(18).uid()));
  }

  /** Status, headers and body of each step, without what differs between any two people. */
  private List<String> answers(String login) {
    raw = portal.browser();
    raw.get("/forgot");
    Raw.Got begun = raw.post("/forgot", field("login", login));
    Raw.Got channels = raw.get("/forgot/channel");
    Raw.Got sent = raw.post("/forgot/channel", field("channel", "mail"));
    Raw.Got asked = raw.get("/forgot/code");
    Raw.Got wrong = raw.post("/forgot/code", field("code", "22222222"));
    scene.clock.turn(Duration.ofHours(25));
    return List.of(begun, channels, sent, asked, wrong).stream().map(this::told).toList();
  }

  private String told(Raw.Got got) {
    String headers =
        String.join(
            "\n", got.headers().stream().filter(h -> !h.matches("(date|set-cookie):.*")).toList());
    String body =
        got.body()
            .replaceAll(".••••@.••••\\.\\w+", "MASK")
            .replaceAll("name=\"csrf\" value=\"[^\"]+\"", "TOKEN");
    return headers.replaceAll("content-length: ?\\d+", "") + "\n" + body;
  }

  @Test
  void aStepTooEarlyLeadsBack() {
    assertThat(raw.get("/forgot/channel").location()).isEqualTo("/forgot");
    assertThat(raw.get("/forgot/code").location()).isEqualTo("/forgot");
    assertThat(raw.get("/forgot/password").location()).isEqualTo("/forgot");
    Person person = scene.person(19);
    begin(person.uid());
    raw.get("/forgot/channel");
    assertThat(raw.post("/forgot/code", field("code", "22222222")).location())
        .isEqualTo("/forgot/over");
    assertThat(raw.post("/forgot/password", field("new", NEW), field("again", NEW)).location())
        .isEqualTo("/forgot/over");
    send();
    raw.get("/forgot/code");
    assertThat(raw.post("/forgot/password", field("new", NEW), field("again", NEW)).location())
        .isEqualTo("/forgot/over");
    assertThat(scene.signsIn(person, NEW)).isFalse();
  }

  @Test
  void anotherBrowserOrAnotherIdGetsNowhere() {
    Person person = scene.person(22);
    begin(person.uid());
    send();
    String code = scene.mailedCode();
    raw.get("/forgot/code");
    String[] smuggled = {
      field("code", code), field("ticket", "1"), field("account", person.uid()), field("login", "x")
    };
    Raw mine = raw;
    raw = portal.browser();
    begin("n.obody");
    send();
    raw.get("/forgot/code");
    assertThat(raw.post("/forgot/code", smuggled).body()).contains("You can try 4 more times.");
    raw = mine;
    assertThat(code(code).location()).isEqualTo("/forgot/password");
  }

  @Test
  void aLoginTwiceOrAsAListIsRefusedAndNothingIsSent() {
    int mails = scene.mails("recovery-code").size();
    raw.get("/forgot");
    assertThat(raw.post("/forgot", field("login", "a"), field("login", "b")).status())
        .isEqualTo(400);
    assertThat(raw.post("/forgot", field("login[]", "a")).status()).isEqualTo(400);
    assertThat(raw.post("/forgot?login=a", field("login", "b")).status()).isEqualTo(400);
    assertThat(raw.post("/forgot", field("login", " ")).status()).isEqualTo(422);
    assertThat(scene.mails("recovery-code")).hasSize(mails);
  }

  @Test
  void lookingSendsAndUsesNothing() {
    Person person = scene.person(23);
    begin(person.uid());
    int mails = scene.mails("recovery-code").size();
    for (String path : List.of("/forgot/channel", "/forgot/code", "/forgot/password", "/forgot")) {
      raw.get(path);
      raw.send("HEAD " + path + " HTTP/1.1", "", "");
    }
    assertThat(scene.mails("recovery-code")).hasSize(mails);
    send();
    for (int i = 0; i < 10; i++) {
      raw.get("/forgot/code");
      raw.send("HEAD /forgot/code HTTP/1.1", "", "");
    }
    assertThat(code(scene.mailedCode()).location()).isEqualTo("/forgot/password");
  }

  @Test
  void aUserNameIsMailedAndNeverShown() {
    Person person = scene.person(24);
    raw.get("/user-name");
    Raw.Got known = raw.post("/user-name", field("mail", person.uid() + "@example.com"));
    raw.get("/user-name");
    Raw.Got unknown = raw.post("/user-name", field("mail", "nobody@example.com"));
    assertThat(told(known)).isEqualTo(told(unknown));
    assertThat(raw.get("/user-name/sent").body()).doesNotContain(person.uid());
    assertThat(scene.mails("user-name"))
        .filteredOn(m -> person.uid().equals(m.content().values().get("login")))
        .extracting(m -> m.content().recipient())
        .containsExactly(person.uid() + "@home.example.net");
  }

  @Test
  void adminsAreAskedForASecondCode() {
    try (Portal both =
        new Portal(
            List.of(
                new RecoveryPages(
                    scene.recovery(
                        RecoverySettings.Admins.TWO_CHANNELS,
                        Set.of(ProofChannel.RECOVERY_MAIL, ProofChannel.MOBILE)),
                    PasswordSettings.DEFAULT)))) {
      raw = both.browser();
      begin(scene.person(Scene.ADMIN).uid());
      send();
      assertThat(code(scene.mailedCode()).location()).isEqualTo("/forgot/channel");
      assertThat(raw.get("/forgot/channel").body())
          .contains("from a second place")
          .contains("Text message to ")
          .doesNotContain("E-mail to ");
      assertThat(choose(NEW).location()).isEqualTo("/forgot/over");
    }
  }

  /** In any order, from three browsers, by somebody who reads nobody's mail. */
  @Test
  void aWalkOverHttpSetsNothing() {
    Random random = new Random(20261127);
    List<Person> people = List.of(scene.person(25), scene.person(26));
    List<Raw> browsers = List.of(portal.browser(), portal.browser(), portal.browser());
    long runs = scene.ledger().runs().list(10_000).size();
    for (int i = 0; i < STEPS; i++) {
      raw = browsers.get(random.nextInt(3));
      String login = people.get(random.nextInt(2)).uid();
      Raw.Got got =
          switch (random.nextInt(12)) {
            case 0 -> begin(random.nextInt(3) == 0 ? "n" + i : login);
            case 1 -> send();
            case 2, 3, 4 -> code(random.nextBoolean() ? "22222222" : "x");
            case 5, 6, 7 -> choose(NEW);
            case 8 -> raw.post("/claim", field("link", "0" + i), field("code", "22222222"));
            case 9 -> raw.post("/user-name", field("mail", login + "@example.com"));
            case 10 -> raw.get("/forgot/password");
            default -> raw.get("/claim?link=" + i);
          };
      assertThat(got.status()).isIn(200, 303, 403, 422);
    }
    assertThat(scene.ledger().runs().list(10_000)).hasSize((int) runs);
    for (Person person : people) {
      assertThat(scene.signsIn(person, SampleCompany.password(person.uid()))).isTrue();
    }
  }
}
