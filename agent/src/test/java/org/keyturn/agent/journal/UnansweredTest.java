package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dead process left under way stands in the trail before anybody sends it again. */
final class UnansweredTest {

  private static final String RUN = "20261122-0230-7kq2";

  @TempDir Path folder;
  private Ledger ledger;
  private Runs runs;
  private Runs.Ownership first;

  @BeforeEach
  void someAreUnderWayAndOthersAreNot() {
    ledger =
        Ledgers.open(
            new StoreSettings(folder.resolve("store")), Clock.fixed(Samples.NOW, ZoneOffset.UTC));
    ledger.holders().register(Holder.Kind.COMMAND);
    runs = ledger.runs();
    first = runs.begin(Samples.run(RUN), Samples.plan(5));
    runs.intend(first, Samples.intents(0, 4));
    runs.record(first, List.of(Samples.applied(RUN, 0), Samples.outcome(1, Item.State.UNKNOWN)));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Runs.Ownership takenOver(Runs.Ownership from) {
    runs.interrupt(from, "as if it had died");
    return ((Runs.TakeOver.Taken) runs.takeOver(RUN)).ownership();
  }

  /** Events with their subjects, oldest first. */
  private List<String> trail() {
    List<String> trail = new ArrayList<>();
    ledger
        .audit()
        .entries(Instant.EPOCH, entry -> trail.add(entry.event() + " " + entry.subject()));
    return trail;
  }

  private List<Item.State> states() {
    List<Item.State> states = new ArrayList<>();
    runs.items(RUN, item -> states.add(item.state()));
    return states;
  }

  @Test
  void whatWasUnderWayIsUnknownOnceTheRunChangesHands() {
    List<String> before = trail();

    Runs.Ownership second = takenOver(first);

    assertThat(states())
        .containsExactly(
            Item.State.APPLIED,
            Item.State.UNKNOWN,
            Item.State.UNKNOWN,
            Item.State.UNKNOWN,
            Item.State.PLANNED);
    // The second of them was said to be so already.
    assertThat(trail().subList(before.size(), trail().size()))
        .containsExactly(
            "run-interrupted staff-rotation",
            "run-taken-over staff-rotation",
            "account-unknown u2",
            "account-unknown u3");
    assertThat(ledger.audit().verify(Optional.empty()))
        .isInstanceOf(AuditTrail.Verdict.Intact.class);
    assertThat(runs.unresolved(RUN, 10)).extracting(Item::seq).containsExactly(1L, 2L, 3L);
    assertThat(runs.sealed(RUN, 2)).contains(Samples.intent(2).sealed());
    runs.record(second, List.of(Samples.applied(RUN, 2)));
  }

  @Test
  void eachRepetitionHasAnEntryOfItsOwnAndNothingElseHas() {
    Runs.Ownership owner = first;
    for (int deaths = 1; deaths <= 3; deaths++) {
      owner = takenOver(owner);
      // Taken over again before anything was sent: there is no new write to wonder about.
      owner = takenOver(owner);
      assertThat(trail().stream().filter("account-unknown u2"::equals)).hasSize(deaths);
      runs.record(owner, List.of(Samples.outcome(2, Item.State.PLANNED)));
      assertThat(runs.intend(owner, Samples.intents(2, 3))).containsExactly(2L);
      assertThat(runs.item(RUN, Samples.item(2).id()).orElseThrow().attempts())
          .isEqualTo(deaths + 1);
    }
    assertThat(trail().stream().filter("account-unknown u0"::equals)).isEmpty();
    assertThat(trail().stream().filter("account-unknown u4"::equals)).isEmpty();
  }

  @Test
  void nothingIsUnknownWhileItsProcessIsAlive() {
    List<String> before = trail();

    assertThat(runs.takeOver(RUN)).isInstanceOf(Runs.TakeOver.HeldBy.class);

    assertThat(trail()).isEqualTo(before);
    assertThat(states()).contains(Item.State.INTENT);
  }
}
