package org.keyturn.agent.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.PendingPlan.Person;
import org.keyturn.agent.journal.PendingPlan.State;

/** Each step of a plan that waits is taken once, from where it must stand, for what was seen. */
final class PendingPlansTest {

  private static final String SUM = "c".repeat(64);
  private static final Person ANNA = new Person("corp", new AccountId("a-1"), "anna");
  private static final Person BOB = new Person("corp", new AccountId("b-2"), "bob");
  private static final byte[] NONE = {};

  @TempDir Path folder;
  private Ledger ledger;
  private PendingPlans plans;

  @BeforeEach
  void open() {
    open(Samples.NOW);
  }

  private void open(Instant now) {
    ledger =
        Ledgers.open(new StoreSettings(folder.resolve("store")), Clock.fixed(now, ZoneOffset.UTC));
    ledger.holders().register(Holder.Kind.COMMAND);
    plans = ledger.pendingPlans();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static PendingPlan plan(String id, boolean tripped) {
    return new PendingPlan(
        id,
        SUM,
        Action.FORCE_CHANGE,
        "corp",
        Optional.of("rotation"),
        211,
        3,
        true,
        true,
        new PendingPlan.Planner(ANNA, "uid=anna,dc=example", "helpdesk", "console"),
        "211 of 500",
        tripped,
        Samples.NOW,
        Samples.NOW.plus(Duration.ofDays(1)),
        State.PLANNED,
        "",
        Optional.empty(),
        "");
  }

  private State state(String id) {
    return plans.find(id).orElseThrow().state();
  }

  private List<String> trail() {
    List<String> trail = new ArrayList<>();
    ledger.audit().entries(Instant.EPOCH, e -> trail.add(e.actor() + " " + e.event()));
    return trail;
  }

  @Test
  void aPlanIsReadAsItWasFrozen() {
    plans.add(plan("p", true));
    assertThat(plans.find("p")).contains(plan("p", true));
    assertThat(plans.in(State.PLANNED)).containsExactly(plan("p", true));
    assertThat(plans.find("another")).isEmpty();
  }

  @Test
  void withinTheBrakeItIsConfirmedOnceAndBecomesARun() {
    plans.add(plan("p", false));
    assertThat(plans.confirm("p", "d".repeat(64), "why", NONE)).isFalse();
    assertThat(plans.confirm("p", SUM, "why", "typed".getBytes(UTF_8))).isTrue();
    assertThat(plans.confirm("p", SUM, "again", NONE)).isFalse();
    assertThat(plans.find("p").orElseThrow().reason()).isEqualTo("why");
    assertThat(plans.given("p")).contains("typed".getBytes(UTF_8));
    assertThat(plans.approve("p", SUM, BOB)).isFalse();

    plans.begun("p");
    assertThat(state("p")).isEqualTo(State.BEGUN);
    assertThat(plans.given("p")).isEmpty();
    assertThat(trail()).containsExactly("anna plan-frozen", "anna plan-confirmed");
  }

  @Test
  void whatWasDroppedIsNoRunThoughItsTurnHadCome() {
    plans.add(plan("p", false));
    assertThat(plans.confirm("p", SUM, "why", NONE)).isTrue();
    assertThat(plans.drop("p", "anna", "stopped before it began")).isTrue();
    assertThatThrownBy(() -> ledger.runs().begin(Samples.run("p"), Samples.plan(3)))
        .isInstanceOf(PlanDroppedException.class);
    assertThat(ledger.runs().find("p")).isEmpty();
    assertThat(trail()).doesNotContain("anna run-begun").endsWith("anna plan-dropped");
  }

  @Test
  void overTheBrakeSomebodyElseApprovesExactlyThatPlanOnce() {
    plans.add(plan("p", true));
    assertThat(plans.approve("p", SUM, BOB)).as("before it is confirmed").isFalse();
    assertThat(plans.confirm("p", SUM, "why", NONE)).isTrue();
    assertThat(state("p")).isEqualTo(State.WAITING);

    assertThat(plans.approve("p", SUM, ANNA)).as("by whoever planned it").isFalse();
    assertThat(plans.approve("p", "d".repeat(64), BOB)).as("of another document").isFalse();
    assertThat(plans.approve("p", SUM, BOB)).isTrue();
    assertThat(plans.approve("p", SUM, BOB)).as("again").isFalse();

    assertThat(state("p")).isEqualTo(State.QUEUED);
    assertThat(plans.find("p").orElseThrow().approver()).contains(BOB);
    assertThat(trail()).containsExactly("anna plan-frozen", "anna approval-asked", "bob approved");
  }

  @Test
  void whatIsOlderThanItsDayIsNeitherConfirmedNorApproved() {
    plans.add(plan("p", false));
    plans.add(plan("q", true));
    assertThat(plans.confirm("q", SUM, "why", NONE)).isTrue();
    ledger.close();
    open(Samples.NOW.plus(Duration.ofDays(1)));

    assertThat(plans.confirm("p", SUM, "why", NONE)).isFalse();
    assertThat(plans.approve("q", SUM, BOB)).isFalse();
  }

  @Test
  void whatIsARunIsNotDropped() {
    plans.add(plan("p", false));
    plans.add(plan("q", false));
    plans.confirm("p", SUM, "why", "typed".getBytes(UTF_8));
    assertThat(plans.drop("p", "bob", "no")).isTrue();
    assertThat(plans.drop("p", "bob", "no")).isFalse();
    assertThat(plans.given("p")).isEmpty();
    assertThat(plans.find("p").orElseThrow().dropped()).isEqualTo("no");

    plans.confirm("q", SUM, "why", NONE);
    ledger.runs().begin(Samples.run("q"), Samples.plan(1));
    assertThat(plans.drop("q", "bob", "no")).isFalse();
  }
}
