package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyturn.agent.web.Raw.field;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.journal.PendingPlan.State;

/** Whoever tries to get past the confirmation of an act, or its approval. */
final class ApprovalPagesTest extends BureauCase {

  /** Two people, which is one more than the job of the config may change. */
  private static String overTheBrake(Raw raw) {
    String plan = Bureau.named(raw.post("/admin/plan", field("job", "crowd")));
    office.confirm(raw, plan);
    return plan;
  }

  @Test
  void oneConfirmsOnceHoweverOftenTheFormIsSent() {
    String id = office.person("twice");
    Raw henk = office.signedIn("henk");
    String plan = Bureau.plan(henk, "force-change", id);
    for (int i = 0; i < 3; i++) {
      assertThat(office.confirm(henk, plan).location()).isEqualTo("/admin/run?run=" + plan);
    }
    office.await(henk, plan, "tag ok\">Done");
    assertThat(office.trail(plan)).containsOnlyOnce("henk run-begun", "henk plan-confirmed");
  }

  @Test
  void withoutAReasonNothingHappens() {
    Raw henk = office.signedIn("henk");
    String plan = Bureau.plan(henk, "force-change", office.person("reasonless"));
    Raw.Got got =
        henk.post(
            "/admin/plan/confirm",
            field("plan", plan),
            field("checksum", office.pending(plan).checksum()),
            field("reason", "  "));
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.body()).contains("Say why");
    assertThat(office.pending(plan).state()).isEqualTo(State.PLANNED);
  }

  @Test
  void aHelpdeskReachesNoOperatorAndNoOtherActByAHandMadeForm() {
    Raw henk = office.signedIn("henk");
    for (String act : List.of("disable", "remove", "purge", "expire", "never-expire", "restore")) {
      assertThat(
              henk.post(
                      "/admin/plan",
                      field("directory", "corp"),
                      field("act", act),
                      field("pick-0", office.id("vera")))
                  .status())
          .as(act)
          .isEqualTo(403);
    }
    assertThat(henk.post("/admin/plan", field("job", "crowd")).status()).isEqualTo(403);
    String plan =
        Bureau.plan(henk, "reset", office.id("anna"), office.id("henk"), office.id("hilda"));
    assertThat(office.pending(plan).changes()).isZero();
    assertThat(henk.get("/admin/plan?plan=" + plan).body())
        .contains("Can do more than others", "It is your own account", "This plan changes nobody");
    assertThat(office.confirm(henk, plan).body()).contains("This plan changes nobody");
  }

  @Test
  void aViewerLooksAndDoesNothing() {
    Raw vera = office.signedIn("vera");
    for (String path :
        List.of(
            "/admin/plan",
            "/admin/plan/confirm",
            "/admin/run/stop",
            "/admin/run/resume",
            "/admin/policies/set")) {
      assertThat(vera.post(path, field("plan", "x"), field("run", "x")).status())
          .as(path)
          .isEqualTo(403);
    }
    vera.get("/admin/policies");
    assertThat(vera.get("/admin/policies").body())
        .contains("Password policies")
        .doesNotContain("/admin/policies/look");
  }

  @Test
  void anotherOperatorsPlanIsNotTheirsToConfirmOrDrop() {
    Raw henk = office.signedIn("henk");
    String plan = Bureau.plan(henk, "force-change", office.person("henks"));
    Raw hilda = office.signedIn("hilda");
    assertThat(office.confirm(hilda, plan).status()).isEqualTo(403);
    assertThat(hilda.post("/admin/plan/drop", field("plan", plan)).status()).isEqualTo(403);
    assertThat(hilda.post("/admin/plan/options", field("plan", plan)).status()).isEqualTo(403);
    assertThat(office.confirm(office.signedIn("anna"), plan).status()).isEqualTo(403);
    assertThat(office.pending(plan).state()).isEqualTo(State.PLANNED);

    assertThat(office.signedIn("anna").post("/admin/plan/drop", field("plan", plan)).status())
        .isEqualTo(303);
    assertThat(office.run(henk, plan).body()).contains("Not carried out", "refused");
  }

  @Test
  void overTheBrakeExactlyThatPlanIsApprovedByAnotherAdmin() {
    office.crowd("pair", 2);
    Raw anna = office.signedIn("anna");
    String plan = overTheBrake(anna);
    String sum = office.pending(plan).checksum();
    assertThat(office.run(anna, plan).body()).contains("Waits for a second admin");

    assertThat(approve(anna, plan, sum).status()).as("by herself").isEqualTo(403);
    assertThat(approve(office.signedIn("henk"), plan, sum).status()).as("helpdesk").isEqualTo(403);
    Raw adam = office.signedIn("adam");
    assertThat(approve(adam, plan, "0".repeat(64)).body()).contains("not the plan that was looked");
    assertThat(office.mustChange("pair0")).isFalse();
    assertThat(adam.get("/admin/approvals").body())
        .contains(plan, "accounts would change, the limit is 1 (");

    assertThat(approve(adam, plan, sum).location()).isEqualTo("/admin/run?run=" + plan);
    assertThat(approve(adam, plan, sum).body()).as("again").contains("waits for nobody");
    assertThat(office.await(adam, plan, "tag ok\">Done").body())
        .contains("Planned by anna", "approved by adam");
    assertThat(office.mustChange("pair0")).isTrue();
    assertThat(office.trail(plan))
        .startsWith("anna plan-frozen", "anna approval-asked", "adam approved", "anna run-begun");
  }

  @Test
  void anEditedFileAnOldPlanAndAnotherStateAreRefused() throws IOException {
    office.crowd("pairs-of-old", 2);
    Raw anna = office.signedIn("anna");
    Raw adam = office.signedIn("adam");

    String edited = overTheBrake(anna);
    Path file = folder.resolve("store/pending/" + edited + ".plan");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.writeString(file, " ", StandardOpenOption.APPEND);
    String sum = office.pending(edited).checksum();
    assertThat(
            adam.post("/admin/plan/approve", field("plan", edited), field("checksum", sum)).body())
        .contains("not the plan that was looked");
    assertThat(office.pending(edited).state()).isEqualTo(State.DROPPED);

    String unconfirmed = Bureau.named(anna.post("/admin/plan", field("job", "crowd")));
    assertThat(approve(adam, unconfirmed, office.pending(unconfirmed).checksum()).body())
        .contains("waits for nobody");

    String old = overTheBrake(anna);
    office.clock.on(Duration.ofHours(25));
    office.agent().tidyPlans();
    assertThat(office.pending(old).state()).isEqualTo(State.DROPPED);
    office.clock.back();
    assertThat(approve(adam, old, office.pending(old).checksum()).body())
        .contains("waits for nobody");
    assertThat(folder.resolve("store/pending/" + old + ".plan")).doesNotExist();
    assertThat(office.mustChange("pairs-of-old0")).isFalse();
  }

  @Test
  void aBulkActTakesTheOperatorsOwnPasswordAgain() {
    office.crowd("proof", 2);
    Raw henk = office.signedIn("henk");
    String plan = Bureau.plan(henk, "force-change", office.id("proof0"), office.id("proof1"));
    office.clock.on(Duration.ofMinutes(6));
    assertThat(henk.get("/admin/plan?plan=" + plan).body()).contains("Your own password, again");
    assertThat(office.confirm(henk, plan).body()).contains("Type your own password");
    assertThat(office.confirm(henk, plan, field("password", "wrong")).body())
        .contains("That is not your password");
    assertThat(office.pending(plan).state()).isEqualTo(State.PLANNED);
    assertThat(office.confirm(henk, plan, field("password", Bureau.PASSWORD)).location())
        .isEqualTo("/admin/run?run=" + plan);
    office.clock.back();
    Bureau.await(() -> office.tally(plan).applied() == 2, () -> plan + " was not done");
  }

  @Test
  void whatWasConfirmedAndNotBegunIsBegunByTheNextProcess() {
    Raw henk = office.signedIn("henk");
    String id = office.person("killed");
    String plan = Bureau.plan(henk, "force-change", id);
    assertThat(
            office
                .agent()
                .ledger()
                .pendingPlans()
                .confirm(plan, office.pending(plan).checksum(), "then it was killed", new byte[0]))
        .isTrue();
    office.restart();
    assertThat(office.mustChange("killed")).isFalse();

    office.agent().tidyPlans();
    office.await(office.signedIn("henk"), plan, "tag ok\">Done");
    assertThat(office.mustChange("killed")).isTrue();
  }
}
