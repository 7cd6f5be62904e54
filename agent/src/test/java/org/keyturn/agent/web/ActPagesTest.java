package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.SignInResult;
import org.keyturn.agent.journal.PendingPlan.State;

/** Acts from a list of people to their end, through the wire. */
final class ActPagesTest extends BureauCase {

  private static SignInResult.Kind signIn(String login, String password) {
    try (Secret secret = Secret.of(password)) {
      return office.agent().directory("corp").signIn(office.account(login).dn(), secret).kind();
    }
  }

  @Test
  void aHelpdeskForcesAChangeAndItIsOnRecordWithWhoAndWhy() {
    String fenna = office.person("fenna");
    Raw henk = office.signedIn("henk");

    String plan = Bureau.plan(henk, "force-change", fenna);
    assertThat(henk.get("/admin/plan?plan=" + plan).body())
        .contains("Force change for fenna", "1 is changed", "Brake: 1 of " + Bureau.MOST);
    Raw.Got got = office.confirm(henk, plan);
    assertThat(got.location()).as(got.body()).isEqualTo("/admin/run?run=" + plan);

    assertThat(office.await(henk, plan, "tag ok\">Done").body())
        .contains("Force change for fenna", "for the test", "1 done");
    assertThat(office.mustChange("fenna")).isTrue();
    assertThat(office.trail(plan))
        .containsExactly(
            "henk plan-frozen", "henk plan-confirmed", "henk run-begun", "henk run-done");
    assertThat(folder.resolve("store/pending/" + plan + ".plan")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"force-change-off", "expire", "never-expire", "disable", "enable", "unlock"})
  void eachActIsDoneOnceAndChangesNobodyTwice(String act) {
    String login = "each-" + act;
    String id = office.person(login);
    Raw anna = office.signedIn("anna");
    String plan = Bureau.plan(anna, act, id);
    Raw.Got got = office.confirm(anna, plan);
    if (office.pending(plan).changes() == 0) {
      assertThat(got.body()).as(act).contains("This plan changes nobody");
    } else {
      office.await(anna, plan, "tag ok\">Done");
      assertThat(office.tally(plan).applied()).isEqualTo(1);
    }
  }

  @Test
  void anAdminsPasswordIsTypedJudgedAndNeverShown() {
    String id = office.person("typed");
    Raw henk = office.signedIn("henk");
    String plan = Bureau.plan(henk, "reset", id);
    henk.get("/admin/plan?plan=" + plan);
    String other =
        Bureau.named(
            henk.post("/admin/plan/options", field("plan", plan), field("deliver", "show")));
    assertThat(office.pending(plan).state()).isEqualTo(State.DROPPED);

    Raw.Got weak = office.confirm(henk, other, field("new", "short"));
    assertThat(weak.status()).isEqualTo(422);
    assertThat(weak.body()).contains("characters").doesNotContain("short\"");

    office.confirm(henk, other, field("new", "Staple-Paper-9-river"));
    office.await(henk, other, "tag ok\">Done");
    assertThat(signIn("typed", "Staple-Paper-9-river")).isEqualTo(SignInResult.Kind.MUST_CHANGE);
    assertThat(office.agent().ledger().pendingPlans().given(other)).isEmpty();
  }

  @Test
  void aNewPasswordIsShownOnceToWhoeverAskedAndToNobodyElse() {
    String id = office.person("shown");
    Raw henk = office.signedIn("henk");
    String first = Bureau.plan(henk, "reset", id);
    henk.get("/admin/plan?plan=" + first);
    String plan =
        Bureau.named(
            henk.post("/admin/plan/options", field("plan", first), field("deliver", "show")));
    office.confirm(henk, plan);
    office.await(henk, plan, "Show the new password");

    Raw hilda = office.signedIn("hilda");
    assertThat(office.run(hilda, plan).body()).doesNotContain("/admin/run/passwords");
    assertThat(hilda.post("/admin/run/passwords", field("run", plan)).status()).isEqualTo(403);
    Raw anna = office.signedIn("anna");
    assertThat(anna.post("/admin/run/passwords", field("run", plan)).status()).isEqualTo(403);

    // It keeps through the end of the process, and of the session.
    office.restart();
    henk = office.signedIn("henk");
    office.run(henk, plan);
    String page = henk.post("/admin/run/passwords", field("run", plan)).body();
    Matcher word = Pattern.compile("secret-word\">([^<]+)<").matcher(page);
    assertThat(word.find()).as(page).isTrue();
    assertThat(signIn("shown", word.group(1).replace("&amp;", "&")))
        .isEqualTo(SignInResult.Kind.MUST_CHANGE);

    office.run(henk, plan);
    assertThat(henk.post("/admin/run/passwords", field("run", plan)).status()).isEqualTo(403);
    assertThat(office.run(henk, plan).body()).contains("tag ok\">Done");
  }

  @Test
  void aSheetIsDownloadedSealed() {
    office.crowd("sheet", 2);
    Raw anna = office.signedIn("anna");
    String first = Bureau.plan(anna, "reset", office.id("sheet0"), office.id("sheet1"));
    anna.get("/admin/plan?plan=" + first);
    String plan =
        Bureau.named(
            anna.post("/admin/plan/options", field("plan", first), field("deliver", "sheet")));
    office.confirm(anna, plan);
    assertThat(office.await(anna, plan, "tag ok\">Done").body()).contains("Download the sheet");

    Raw.Got sheet = anna.get("/admin/run/sheet?run=" + plan);
    assertThat(sheet.status()).isEqualTo(200);
    assertThat(sheet.header("content-type").orElse("")).contains("pgp");
    assertThat(sheet.body()).isNotEmpty().doesNotContain("sheet0");
    assertThat(office.signedIn("henk").get("/admin/run/sheet?run=" + plan).status()).isEqualTo(404);
  }

  @Test
  void somebodyLeavesComesBackAndIsDeleted() {
    String id = office.person("leaver");
    Raw anna = office.signedIn("anna");
    String remove = Bureau.plan(anna, "remove", id);
    assertThat(anna.get("/admin/plan?plan=" + remove).body())
        .contains("class=\"danger\"", "Remove leaver");
    office.confirm(anna, remove);
    office.await(anna, remove, "tag ok\">Done");

    String restore = Bureau.plan(anna, "restore", id);
    office.confirm(anna, restore);
    office.await(anna, restore, "tag ok\">Done");
    assertThat(office.account("leaver").state().enabled()).isTrue();

    String again = Bureau.plan(anna, "remove", id);
    office.confirm(anna, again);
    office.await(anna, again, "tag ok\">Done");
    office.clock.on(Duration.ofMinutes(2));
    String purge = Bureau.plan(anna, "purge", id);
    assertThat(office.pending(purge).grave()).isTrue();
    office.confirm(anna, purge);
    assertThat(office.await(anna, purge, "tag ok\">Done").body()).doesNotContain("/run/undo");
    office.clock.back();
    assertThat(office.tally(purge).applied()).isEqualTo(1);
  }

  @Test
  void whoWasKeptForLongEnoughIsFoundToBeDeletedAndNobodyElse() {
    Raw anna = office.signedIn("anna");
    Raw henk = office.signedIn("henk");
    office.crowd("moth", 2);
    String over = Bureau.plan(anna, "remove", office.id("moth0"));
    office.confirm(anna, over);
    office.await(anna, over, "tag ok\">Done");
    String first = Bureau.plan(anna, "remove", office.id("moth1"));
    anna.get("/admin/plan?plan=" + first);
    String kept =
        Bureau.named(anna.post("/admin/plan/options", field("plan", first), field("days", "5")));
    office.confirm(anna, kept);
    office.await(anna, kept, "tag ok\">Done");

    office.clock.on(Duration.ofMinutes(1));
    assertThat(anna.get("/admin/users?state=removed&q=moth").body()).contains("moth0", "moth1");
    assertThat(anna.get("/admin/users?state=removed-over&q=moth").body())
        .contains("moth0", "value=\"purge\"", "the one person in this filter")
        .doesNotContain("moth1");
    assertThat(henk.get("/admin/users?state=removed-over&q=moth").body())
        .contains("moth0")
        .doesNotContain("value=\"purge\"");
    String some = Bureau.named(ofAll(anna, "purge", "removed", "moth"));
    assertThat(office.pending(some).changes()).isEqualTo(1);
    assertThat(anna.get("/admin/plan?plan=" + some).body())
        .contains("Delete moth0 for good", "1 is deleted", "1 is left alone");
    assertThat(ofAll(anna, "purge", "removed-over", "no-moth").body())
        .contains("Nobody was picked");
    assertThat(ofAll(henk, "purge", "removed-over", "moth").status()).isEqualTo(403);
    office.clock.back();
  }

  private static Raw.Got ofAll(Raw raw, String act, String state, String text) {
    return raw.post(
        "/admin/plan",
        field("directory", "corp"),
        field("act", act),
        field("all", "1"),
        field("state", state),
        field("q", text));
  }

  @Test
  void whoAsksIsNamedAsLeftAloneWhereTheFilterMeansThemToo() {
    Raw anna = office.signedIn("anna");
    String plan = Bureau.named(ofAll(anna, "force-change", "", "anna"));
    assertThat(office.pending(plan).changes()).isZero();
    assertThat(anna.get("/admin/plan?plan=" + plan).body())
        .contains("1 is left alone", "It is your own account");
  }

  @Test
  void whatWasForcedIsTakenBack() {
    String id = office.person("undone");
    Raw anna = office.signedIn("anna");
    String plan = Bureau.plan(anna, "force-change", id);
    office.confirm(anna, plan);
    assertThat(office.await(anna, plan, "tag ok\">Done").body()).contains("/admin/run/undo");

    String undo = Bureau.named(anna.post("/admin/run/undo", field("run", plan)));
    office.confirm(anna, undo);
    office.await(anna, undo, "tag ok\">Done");
    assertThat(office.mustChange("undone")).isFalse();
    assertThat(office.signedIn("henk").post("/admin/run/undo", field("run", plan)).status())
        .isEqualTo(403);
  }

  @Test
  void aRunIsStoppedHalfwayByItsOwnerAndTakenUp() {
    office.crowd("crowd", 120);
    Raw henk = office.signedIn("henk");
    String plan =
        Bureau.named(
            henk.post(
                "/admin/plan",
                field("directory", "corp"),
                field("act", "force-change"),
                field("all", "1"),
                field("q", "crowd")));
    assertThat(henk.get("/admin/plan?plan=" + plan + "&page=3").body())
        .contains("Force change for 120 people", "Page 3 of 3");
    Raw hilda = office.signedIn("hilda");
    office.confirm(henk, plan);
    Bureau.await(
        () -> office.agent().ledger().runs().find(plan).isPresent(),
        () -> "it was never there to be stopped");
    assertThat(henk.post("/admin/run/stop", field("run", plan)).status()).isEqualTo(303);
    Raw.Got stopped = office.await(henk, plan, "tag warn\">Stopped");
    assertThat(stopped.body()).contains("Go on", "to go");
    long done = office.tally(plan).applied();
    assertThat(done).isLessThan(120);

    assertThat(hilda.post("/admin/run/resume", field("run", plan)).status()).isEqualTo(403);
    assertThat(hilda.post("/admin/run/stop", field("run", plan)).status()).isEqualTo(403);
    assertThat(henk.post("/admin/run/resume", field("run", plan)).status()).isEqualTo(303);
    office.await(henk, plan, "tag ok\">Done");
    assertThat(office.tally(plan).applied()).isEqualTo(120);
  }

  @Test
  void whoIsGoneSinceTheListWasReadIsLeftOut() {
    Raw anna = office.signedIn("anna");
    String plan = Bureau.plan(anna, "force-change", office.person("here"), "not-there-any-more");
    assertThat(anna.get("/admin/plan?plan=" + plan).body())
        .contains("Force change for here", "1 is gone since");
  }

  @Test
  void aFilterThatMeansNobodyIsNotEverybody() {
    Raw anna = office.signedIn("anna");
    for (String filter : List.of("q=nobody-at-all", "state=no-such-state", "policy=no-such")) {
      Raw.Got got =
          anna.post(
              "/admin/plan",
              field("directory", "corp"),
              field("act", "force-change"),
              field("all", "1"),
              filter);
      assertThat(got.status()).as(filter).isEqualTo(422);
      assertThat(got.body()).contains("Nobody was picked");
    }
  }

  @Test
  void anEventIsTheRegionAndTheEndOfTheStream() {
    Raw henk = office.signedIn("henk");
    String plan = Bureau.plan(henk, "force-change", office.person("watched"));
    office.confirm(henk, plan);
    office.await(henk, plan, "tag ok\">Done");
    Raw.Got event = office.signedIn("vera").get("/admin/run/events?run=" + plan);
    assertThat(event.header("content-type").orElse("")).isEqualTo("text/event-stream");
    assertThat(event.body()).startsWith("retry: 1000\nevent: end\ndata: ").endsWith("\n\n");
    assertThat(event.body().lines().skip(2).filter(line -> !line.isEmpty()))
        .allMatch(line -> line.startsWith("data: "));
  }

  @Test
  void aPolicyIsSetAfterItWasSeenWhatItDoes() {
    Raw anna = office.signedIn("anna");
    anna.get("/admin/policies");
    String dn = office.server.defaultPolicyDn();
    Raw.Got seen =
        anna.post(
            "/admin/policies/look", field("policy", dn), field("age", "45"), field("warn", "7"));
    assertThat(seen.body()).as(seen.body()).contains("Expires after 45 days", "under this policy");
    assertThat(
            anna.post(
                    "/admin/policies/set",
                    field("policy", dn),
                    field("age", "45"),
                    field("warn", "7"))
                .location())
        .isEqualTo("/admin/policies");
    assertThat(anna.get("/admin/policies").body())
        .contains("Expires after 45 days", "Warns 7 days before");
    assertThat(
            anna.post(
                    "/admin/policies/look",
                    field("policy", dn),
                    field("age", "5"),
                    field("warn", "7"))
                .body())
        .contains("give fewer days than the age");
  }

  @Test
  void everyActOfTheListCanBePlannedByAnAdmin() {
    Raw anna = office.signedIn("anna");
    String id = office.person("planned");
    for (Action action : Action.values()) {
      int status =
          anna.post(
                  "/admin/plan",
                  field("directory", "corp"),
                  field("act", action.id()),
                  field("pick-0", id))
              .status();
      assertThat(status).as(action.id()).isIn(303, 403, 422);
    }
  }
}
