package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.console.People;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.journal.Rosters;
import org.keyturn.agent.journal.StoreSettings;
import org.keyturn.agent.report.Explainer;

/** The list of users and one person's page, before a real directory. */
final class UserPagesTest {

  private static final String EVIL = "<script>alert(1)</script>\" onload='x' {{t.sign-out}}";

  @TempDir static Path folder;

  static Office office = unset();
  static People people = unset();
  private static final Ticking CLOCK = new Ticking();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // until it is up
  private static <T> T unset() {
    return null;
  }

  /** Goes on by itself, and further when it is told to. */
  private static final class Ticking extends Clock {
    private Duration ahead = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    /** So far that the index is old. */
    void skip() {
      ahead = ahead.plusSeconds(6);
    }
  }

  @BeforeAll
  static void start() {
    office =
        new Office(
            folder,
            o -> {
              people =
                  new People(
                      o.town.served(),
                      name -> Rosters.open(new StoreSettings(folder.resolve("store")), name),
                      CLOCK);
              return List.of(
                  new UserPages(people, o.town.ledger.removals(), CLOCK),
                  new PersonPages(
                      o.town.served(),
                      people,
                      directory -> new Explainer(directory, o.town.ledger, List.of()),
                      Optional.empty(),
                      o.town.ledger,
                      CLOCK),
                  new Start());
            });
    office.town.person("emile", "displayName: Émile Zola");
    office.town.person("glass", "displayName: Break Glass");
    office.town.person(
        "evil",
        "displayName: " + EVIL,
        "recoveryMail: " + EVIL,
        "preferredLanguage: " + EVIL,
        "description: " + EVIL);
  }

  /** Where a sign-in leads. */
  private static final class Start extends Pages {
    @Override
    List<Route> routes() {
      return List.of(
          Route.get(
              "/admin", Sight.class, (exchange, sight) -> Answer.view("change-done", Map.of())));
    }
  }

  @AfterAll
  static void stop() {
    people.close();
    office.close();
  }

  /** Once the directory was read for the first time. */
  private static String list(Raw raw, String query) {
    for (int i = 0; i < 100; i++) {
      Raw.Got got = raw.get("/admin/users" + query);
      assertThat(got.status()).as(got.body()).isEqualTo(200);
      if (!got.body().contains("data-again")) {
        return got.body();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the directory is never read");
  }

  private static String person(Raw raw, String login) {
    Raw.Got got = raw.get("/admin/user?directory=corp&id=" + office.account(login).id().value());
    assertThat(got.status()).as(got.body()).isEqualTo(200);
    return got.body();
  }

  @Test
  void isSearchedFilteredAndSorted() {
    Raw raw = office.signedIn("anna");
    assertThat(list(raw, "?q=EMILE+zola")).contains("Émile Zola", "1 – 1 of 1");
    assertThat(list(raw, "?state=disabled")).contains("Nobody is like this");
    assertThat(list(raw, "?q=e&sort=login&down=1"))
        .contains("aria-sort=\"descending\"")
        .contains("/admin/users?q&#x3D;e&amp;sort&#x3D;login\"")
        .containsSubsequence("vera", "nora", "henk", "emile", "anna");
    assertThat(list(raw, "?page=999999")).contains("nobody on this page, of");
    assertThat(list(raw, "?group=" + UserWords.encoded(office.groupDn("admins"))))
        .contains("1 – 2 of 2")
        .contains("the one person in this filter");
  }

  @Test
  void eachRoleSeesWhatItCanDoAndNeverToItself() {
    String viewer = list(office.signedIn("vera"), "");
    String helpdesk = list(office.signedIn("henk"), "");
    String admin = list(office.signedIn("anna"), "");

    assertThat(viewer).doesNotContain("pick-0", "name=\"act\"");
    assertThat(helpdesk).contains("value=\"force-change\"").doesNotContain("value=\"remove\"");
    assertThat(admin).contains("value=\"remove\"", "value=\"disable\"");
    assertThat(admin).doesNotContain("value=\"" + office.account("anna").id() + "\"");
    assertThat(admin).contains("value=\"" + office.account("henk").id() + "\"");
  }

  @Test
  void whoIsOutOfReachHasNoButtonsButTheReason() {
    Raw helpdesk = office.signedIn("henk");
    assertThat(person(helpdesk, "emile")).contains("value=\"reset\"", "Can they sign in?");
    assertThat(person(helpdesk, "boss"))
        .contains("more than others")
        .doesNotContain("name=\"act\"");
    assertThat(person(helpdesk, "adam"))
        .contains("more than others")
        .doesNotContain("name=\"act\"");
    assertThat(person(helpdesk, "glass")).contains("protected").doesNotContain("name=\"act\"");
    assertThat(person(office.signedIn("anna"), "anna"))
        .contains("your own account")
        .doesNotContain("name=\"act\"");
    assertThat(person(office.signedIn("vera"), "emile")).doesNotContain("name=\"act\"");
  }

  @Test
  void whatSomebodyWroteIntoTheirEntryIsTextEverywhere() {
    Raw raw = office.signedIn("anna");
    for (String page : List.of(list(raw, "?q=evil"), person(raw, "evil"))) {
      assertThat(page)
          .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
          .doesNotContain("<script>alert", "onload='x'", "\" onload");
    }
    String echo = list(raw, "?q=" + UserWords.encoded(EVIL) + "&group=" + UserWords.encoded(EVIL));
    assertThat(echo).doesNotContain("<script>alert", "\" onload");
  }

  private static void delete(String login) throws LDAPException {
    try (LDAPConnection admin =
        new LDAPConnection(
            "127.0.0.1",
            office.town.server.port(),
            office.town.server.adminDn(),
            office.town.server.adminPassword())) {
      admin.delete(office.town.dn(login));
    }
  }

  @Test
  void whoIsGoneIsSaidToBeSoAndThenForgotten() throws LDAPException {
    Raw raw = office.signedIn("anna");
    office.town.person("brief", "displayName: Brief Visit");
    CLOCK.skip();
    assertThat(list(raw, "?q=brief")).contains("Brief Visit").doesNotContain("gone meanwhile");
    delete("brief");

    assertThat(list(raw, "?q=brief")).contains("gone meanwhile");
    assertThat(list(raw, "?q=brief")).contains("Nobody is like this");
  }

  @Test
  void anExportHasTheColumnsOfTheCommandAndNoFormulas() {
    Raw raw = office.signedIn("vera");
    office.town.person("plus", "mail: =cmd()@example.com");
    CLOCK.skip();
    list(raw, "");
    Raw.Got got = raw.get("/admin/users.csv?q=plus");

    assertThat(got.header("content-disposition").orElse("")).contains("users.csv");
    assertThat(got.body())
        .contains("id,dn,login,mail,state,policy,passwordChangedAt,passwordExpiresAt,mustChange")
        .contains(",plus,");
  }

  @Test
  void anUnknownDirectoryOrAccountIsNotFound() {
    Raw raw = office.signedIn("vera");
    assertThat(raw.get("/admin/user?directory=nowhere&id=x").status()).isEqualTo(404);
    assertThat(raw.get("/admin/user?directory=corp&id=nobody").status()).isEqualTo(404);
    assertThat(raw.get("/admin/user").status()).isEqualTo(404);
  }
}
