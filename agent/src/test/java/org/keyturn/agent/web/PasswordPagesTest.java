package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.directory.SignInResult;

/** Changing a password and looking at an account, through the wire to a real directory. */
final class PasswordPagesTest extends TownCase {

  private static final String NEW = "Staple-Paper-9-river";

  private Raw.Got change(String login, String old, String fresh) {
    return change(login, old, fresh, fresh);
  }

  private Raw.Got change(String login, String old, String fresh, String again) {
    raw.get("/change");
    return raw.post(
        "/change",
        field("login", login),
        field("old", old),
        field("new", fresh),
        field("again", again));
  }

  private Raw.Got signIn(String login, String password) {
    raw.get("/account/sign-in");
    return raw.post("/account/sign-in", field("login", login), field("password", password));
  }

  private static String daysAgo(int days) {
    return DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
        .withZone(ZoneOffset.UTC)
        .format(Instant.now().minus(Duration.ofDays(days)));
  }

  @Test
  void aPersonChangesTheirPasswordAndItIsOnRecordBeforeAndAfter() {
    town.person("fenna");

    Raw.Got got = change("fenna", Town.OLD, NEW);

    assertThat(got.location()).as(got.body()).isEqualTo("/change/done");
    assertThat(raw.get("/change/done").body()).contains("Your password was changed");
    assertThat(town.signIn("fenna", NEW)).isEqualTo(SignInResult.Kind.OK);
    assertThat(town.events("fenna"))
        .containsExactly("self:fenna own-change-intended", "self:fenna own-change");
  }

  @Test
  void theMailAddressIsAsGoodAsTheLogin() {
    town.person("mail");
    assertThat(change("mail@example.com", Town.OLD, NEW).location()).isEqualTo("/change/done");
  }

  @ParameterizedTest
  @CsvSource({"expired,pwdChangedTime: 100", "must,pwdReset: TRUE"})
  void whoeverMustOrIsTooLateChangesItToo(String login, String state) {
    town.person(login, state.replace("100", daysAgo(100)));
    assertThat(town.signIn(login, Town.OLD))
        .isIn(SignInResult.Kind.EXPIRED, SignInResult.Kind.MUST_CHANGE);

    Raw.Got got = signIn(login, Town.OLD);
    assertThat(got.location()).as(got.body()).isEqualTo("/change");
    assertThat(raw.get("/change").body()).contains("must be changed before you can go on");
    assertThat(raw.get("/account").location()).isEqualTo("/account/sign-in");

    assertThat(change(login, Town.OLD, NEW).location()).isEqualTo("/change/done");
    assertThat(town.signIn(login, NEW)).isEqualTo(SignInResult.Kind.OK);
  }

  @ParameterizedTest
  @CsvSource({
    "short-1,Short1a,At least 12 characters",
    "plain-1,Onlysmallletters,At least one digit",
    "person-1,De-Vries-for-ever-1,No part of your name",
    "same-1,Correct-Horse-1-battery,You used this password before"
  })
  void aPasswordThatBreaksARuleIsRefusedWithTheRule(String login, String fresh, String said) {
    town.person(login);

    Raw.Got got = change(login, Town.OLD, fresh);

    assertThat(got.status()).isEqualTo(422);
    assertThat(got.body()).contains("id=\"new-wrong\">" + said).doesNotContain(fresh);
    assertThat(town.signIn(login, Town.OLD)).isEqualTo(SignInResult.Kind.OK);
    assertThat(town.events(login)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " Leading-Space-1-x",
        "Emoji-\uD83D\uDD11\uD83D\uDC0E-Password-1",
        "aB3-aB4-aB5-qwZ6-kLm7-pRt8-vXy9-hJn2-dFg3-sTu4-wEr5-cVb6-nMk7-zXc",
        "aB3-aB4-aB5-qwZ6-kLm7-pRt8-vXy9-hJn2-dFg3-sTu4-wEr5-cVb6-nMk7-zXcaB3-yT4-aU5-qwI6-kLo7-pRp8-vXa9-hJs2-dFd3-sTf4-wEg5-cVh6-nMj7-zX"
      })
  void aPasswordIsTakenWhole(String fresh) {
    String login = "whole-" + fresh.length();
    town.person(login);
    assertThat(change(login, Town.OLD, fresh).location()).isEqualTo("/change/done");
    assertThat(town.signIn(login, fresh)).isEqualTo(SignInResult.Kind.OK);
  }

  @Test
  void aPasswordWithANulIsRefusedAndNotCut() {
    town.person("nul");
    Raw.Got got = change("nul", Town.OLD, "Staple-Paper-9\0-river");
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.body()).contains("a character that nobody can type");
    assertThat(town.signIn("nul", Town.OLD)).isEqualTo(SignInResult.Kind.OK);
  }

  @Test
  void whatIsMissingIsToldAtItsFieldAndAsksTheDirectoryNothing() {
    town.person("missing");
    Raw.Got got = change("missing", "", NEW, "other");
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.body())
        .contains("role=\"alert\"", "id=\"old-wrong\"", "id=\"again-wrong\"")
        .contains("value=\"missing\"")
        .doesNotContain(NEW);
    assertThat(signIn("", "").body()).contains("id=\"login-wrong\"", "id=\"password-wrong\"");
  }

  @Test
  void aProtectedAccountIsNotWrittenWhoeverAsks() {
    town.person("glass");
    Raw.Got got = change("glass", Town.OLD, NEW);
    assertThat(got.body()).contains("cannot be changed here");
    assertThat(town.signIn("glass", Town.OLD)).isEqualTo(SignInResult.Kind.OK);
    assertThat(town.events("glass")).isEmpty();
  }

  @Test
  void nobodyCanTellWhoExists() {
    town.person("known");
    town.person("locked", "pwdAccountLockedTime: 000001010000Z");
    List<String> bodies = new ArrayList<>();
    for (String login : List.of("known", "nobody", "locked", "*", "known)(uid=*")) {
      long began = System.nanoTime();
      Raw.Got got = change(login, "Wrong-Password-1", NEW);
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as(login)
          .isBetween(Duration.ofMillis(400), Duration.ofMillis(790));
      assertThat(got.status()).isEqualTo(422);
      bodies.add(got.body().replaceAll("name=\"(login|csrf)\" value=\"[^\"]*\"", ""));
    }
    assertThat(bodies).containsOnly(bodies.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"guessed", "unknown"})
  void guessesManyAtOnceAreFewerThanLockAnAccount(String login) throws Exception {
    if (login.equals("guessed")) {
      town.person(login);
    }
    ExecutorService many = Executors.newFixedThreadPool(16);
    List<Future<Integer>> got = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String guess = "Guess-Number-" + i;
      got.add(
          many.submit(
              () -> {
                Raw one = town.portal.browser();
                one.get("/account/sign-in");
                return one.post(
                        "/account/sign-in",
                        field("login", login.toUpperCase(Locale.ROOT)),
                        field("password", guess))
                    .status();
              }));
    }
    int tried = 0;
    for (Future<Integer> one : got) {
      tried += one.get() == 422 ? 1 : 0;
    }
    many.shutdown();
    assertThat(tried).isEqualTo(Tries.OF_ONE);
    if (login.equals("guessed")) {
      assertThat(town.signIn(login, Town.OLD)).isEqualTo(SignInResult.Kind.OK);
    }
  }

  @Test
  void severalNamesOfOneAccountDoNotAddUpToALockAndDoNotTellThatTheyAreOnes() {
    town.person("alias");
    for (String name : List.of("alias", "alias@example.com", "nobody-2", "nobody-2@example.com")) {
      assertThat(signIn(name, "Wrong-Password-1").status()).as(name).isEqualTo(422);
      assertThat(signIn(name, "Wrong-Password-2").status()).as(name).isEqualTo(422);
      assertThat(signIn(name, "Wrong-Password-3").status()).as(name).isEqualTo(429);
    }
    assertThat(town.signIn("alias", Town.OLD)).isEqualTo(SignInResult.Kind.OK);
  }

  @Test
  void whoSignsInSeesTheirAccountInAnotherSessionThanBefore() {
    town.person("anna", "pwdChangedTime: " + daysAgo(80));
    raw.get("/account/sign-in");
    String before = raw.cookies();

    assertThat(signIn("anna", Town.OLD).location()).isEqualTo("/account");
    assertThat(raw.cookies()).isNotEqualTo(before);

    String page = raw.get("/account").body();
    assertThat(page)
        .contains("Signed in as anna", "Your password expires in ")
        .contains("a••••@e••••.com", "+31 6 •• •• •• 42")
        .contains("Nothing in the last three months.")
        .doesNotContain("anna@example.com", "12345642");
    assertThat(raw.post("/account/sign-out").location()).isEqualTo("/");
    assertThat(raw.get("/account").location()).isEqualTo("/account/sign-in");
  }

  @Test
  void aChangedPasswordEndsWhatWasSignedInWithTheOldOne() {
    town.person("two");
    Raw other = town.portal.browser();
    other.get("/account/sign-in");
    other.post("/account/sign-in", field("login", "two"), field("password", Town.OLD));
    assertThat(other.get("/account").status()).isEqualTo(200);

    assertThat(change("two", Town.OLD, NEW).location()).isEqualTo("/change/done");

    assertThat(other.get("/account").location()).isEqualTo("/account/sign-in");
  }
}
