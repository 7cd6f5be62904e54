package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.plan.PlanOptions;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.PlannedAccount;
import org.keyturn.agent.plan.Planner;
import org.keyturn.agent.plan.Selection;
import org.keyturn.agent.plan.SelectionException;
import org.keyturn.agent.policy.Rule;
import org.keyturn.agent.policy.Spreading;
import org.keyturn.agent.run.FakeDirectory.Fault;

/** The ends of a spread are frozen with its plan, and are the same after whatever happens. */
final class SpreadTest {

  private static final int ACCOUNTS = 30;
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final Instant START = NOW.plus(Duration.ofDays(20));
  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir Path folder;
  private Stage stage;
  private FakeDirectory directory;

  @BeforeEach
  void open() {
    stage = new Stage(folder.resolve("store"), ACCOUNTS);
    directory = stage.directory;
    directory.ends(NOW.plus(Duration.ofDays(50)));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private Plan plan(Instant from) throws IOException {
    Selection all =
        new Selection(List.of(), "", Optional.empty(), List.of(), Optional.empty(), true, Set.of());
    Path spool = Files.createDirectories(folder.resolve("plans"));
    return new Planner(
            directory,
            Clock.systemUTC(),
            spool,
            id -> stage.ledger.runs().movedTo(directory.info().name(), id))
        .plan(
            new PlanRequest(
                Optional.empty(),
                Action.SPREAD,
                all,
                new Rule.Always(),
                PlanOptions.spread(new Spreading(MONTH, new Spreading.Start.At(from))),
                Optional.empty()));
  }

  private static Map<String, Instant> planned(Plan plan) {
    Map<String, Instant> ends = new HashMap<>();
    try (var accounts = plan.accounts()) {
      while (accounts.hasNext()) {
        PlannedAccount a = accounts.next();
        a.endsAt().ifPresent(end -> ends.put(a.login(), end));
      }
    }
    return ends;
  }

  private void assertEverybodyEnds(Map<String, Instant> planned) {
    assertThat(planned).hasSize(ACCOUNTS);
    planned.forEach((login, end) -> assertThat(directory.ends(login)).as(login).isEqualTo(end));
    List<Instant> sorted = planned.values().stream().sorted().toList();
    for (int i = 0; i < ACCOUNTS; i++) {
      assertThat(sorted.get(i)).isEqualTo(START.plus(Duration.ofDays(i)));
    }
  }

  @Test
  void everybodyEndsAsPlannedAndTheSameAgainFindsThemSo() throws IOException {
    try (Plan plan = plan(START)) {
      RunResult result = stage.carryOut(plan);
      assertThat(result.tally().applied()).isEqualTo(ACCOUNTS);
      assertEverybodyEnds(planned(plan));
    }
    int asked = directory.asked();
    try (Plan again = plan(START)) {
      assertThat(again.header().alreadySo()).isEqualTo(ACCOUNTS);
      assertThat(stage.carryOut(again).tally().applied()).isZero();
    }
    assertThat(directory.asked()).isEqualTo(asked);
  }

  @Test
  void nobodyIsPutOffASecondTimeUnlessTheyChangedTheirPassword() throws IOException {
    try (Plan plan = plan(START)) {
      stage.carryOut(plan);
    }
    try (Plan later = plan(START.plus(Duration.ofDays(1)))) {
      assertThat(later.header().changes()).isZero();
      assertThat(later.header().reasons()).containsOnlyKeys("moved-before");
    }
    directory.ends(NOW.plus(Duration.ofDays(89)));
    try (Plan anew = plan(START.plus(Duration.ofDays(1)))) {
      assertThat(anew.header().changes()).isEqualTo(ACCOUNTS);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITTEN_UNANSWERED", "LOST", "LATE"})
  void anAnswerThatIsLostLeavesTheEndThatWasPlanned(Fault fault) throws IOException {
    directory.script("u3", fault);
    try (Plan plan = plan(START)) {
      RunResult result = stage.carryOut(plan);
      assertThat(result.tally().applied()).isEqualTo(ACCOUNTS);
      assertEverybodyEnds(planned(plan));
    }
    assertThat(directory.changes("u3")).isEqualTo(1);
  }

  @Test
  void anotherProcessTakesItUpWithTheSameEnds() throws IOException {
    Map<String, Instant> planned;
    try (Plan plan = plan(START)) {
      planned = planned(plan);
      directory.script("u3", Fault.DEFECT); // in the first window: the third is not begun
      assertThatThrownBy(() -> stage.carryOut(plan)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(directory.ends("u29")).isEqualTo(NOW.plus(Duration.ofDays(50)));
    stage.close();
    stage = new Stage(folder.resolve("store"), directory);
    RunResult resumed = stage.resume();
    assertThat(resumed.tally().applied()).isEqualTo(ACCOUNTS);
    assertEverybodyEnds(planned);
    for (Item item : stage.items(resumed.run())) {
      assertThat(item.endsAt()).contains(planned.get(item.login()));
      assertThat(directory.changes(item.login())).as(item.login()).isEqualTo(1);
    }
  }

  @Test
  void oneEndThatIsEditedInThePlanFileIsRefused() throws IOException {
    Path file = folder.resolve("plan.json");
    try (Plan plan = plan(START);
        OutputStream out = Files.newOutputStream(file)) {
      plan.copyTo(out);
    }
    try (Plan read = Plan.read(file)) {
      assertThat(planned(read)).hasSize(ACCOUNTS);
      assertThat(read.header().options().spreading())
          .contains(new Spreading(MONTH, new Spreading.Start.At(START)));
    }
    String text = Files.readString(file);
    Files.writeString(
        file, text.replace("\"endsAt\":\"" + START, "\"endsAt\":\"" + START.plusSeconds(1)));
    assertThat(Files.readString(file)).isNotEqualTo(text);
    assertThatThrownBy(() -> Plan.read(file)).isInstanceOf(PlanException.class);
  }

  @Test
  void aPeriodThatHasBegunIsRefused() {
    assertThatThrownBy(() -> plan(NOW.minusSeconds(1)))
        .isInstanceOf(SelectionException.class)
        .hasMessageContaining("which is past");
    assertThat(new ArrayList<>(stage.ledger.runs().list(1))).isEmpty();
  }

  @Test
  void thePlanFileKeepsItsFormForEveryOtherAct() throws IOException {
    try (Plan plan = stage.plan(Action.FORCE_CHANGE, "")) {
      Path file = folder.resolve("other.json");
      try (OutputStream out = Files.newOutputStream(file)) {
        plan.copyTo(out);
      }
      assertThat(Files.readString(file, StandardCharsets.UTF_8))
          .doesNotContain("endsAt")
          .doesNotContain("\"over\"");
    }
  }
}
