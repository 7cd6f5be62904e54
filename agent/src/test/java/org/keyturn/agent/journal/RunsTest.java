package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;

/** A run from its plan to its end, with everything that it may not do. */
final class RunsTest {

  private static final String RUN = "20261122-0230-7kq2";

  @TempDir Path folder;
  private Ledger ledger;
  private Runs runs;

  @BeforeEach
  void open() {
    ledger =
        Ledgers.open(
            new StoreSettings(folder.resolve("store")), Clock.fixed(Samples.NOW, ZoneOffset.UTC));
    ledger.holders().register(Holder.Kind.COMMAND);
    runs = ledger.runs();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aRunIsReadAsItWasBegun() {
    runs.begin(Samples.run(RUN), Samples.plan(3));

    assertThat(runs.find(RUN)).contains(Samples.run(RUN));
    assertThat(all(RUN)).containsExactly(Samples.item(0), Samples.item(1), Samples.item(2));
    assertThat(runs.list(10)).containsExactly(Samples.run(RUN));
    assertThat(runs.find("another")).isEmpty();
  }

  @Test
  void aPlanThatBreaksOffHalfwayLeavesNothing() {
    Item twice = Samples.item(0);
    assertThatThrownBy(() -> runs.begin(Samples.run(RUN), List.of(twice, twice).iterator()))
        .isInstanceOf(LedgerException.class);
    assertThat(runs.find(RUN)).isEmpty();
    assertThat(ledger.audit().head()).isEmpty();

    runs.begin(Samples.run(RUN), Samples.plan(1));
    assertThat(all(RUN)).hasSize(1);
  }

  @Test
  void anIdBelongsToOneRun() {
    runs.begin(Samples.run(RUN), Samples.plan(1));
    assertThatThrownBy(() -> runs.begin(Samples.run(RUN), Samples.plan(2)))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(RUN);
    assertThat(all(RUN)).hasSize(1);
  }

  @Test
  void fromIntentToTheEnd() {
    Runs.Ownership mine =
        runs.begin(
            Samples.run(RUN),
            List.of(
                    Samples.item(0),
                    Samples.item(1),
                    Samples.item(2, Item.State.SKIPPED, "protected"),
                    Samples.item(3))
                .iterator());
    assertThat(runs.planned(RUN, 2)).extracting(Item::seq).containsExactly(0L, 1L);

    assertThat(runs.intend(mine, Samples.intents(0, 2))).containsExactly(0L, 1L);
    assertThat(runs.planned(RUN, 10)).extracting(Item::seq).containsExactly(3L);
    assertThat(runs.unresolved(RUN, 10)).extracting(Item::seq).containsExactly(0L, 1L);
    assertThat(runs.unresolved(RUN, 10)).extracting(Item::attempts).containsOnly(1);
    assertThat(runs.sealed(RUN, 1)).contains(Samples.intent(1).sealed());

    runs.record(
        mine,
        List.of(
            Samples.applied(RUN, 0),
            new Outcome(1, Item.State.UNKNOWN, "no-answer", "timed out", Optional.empty()),
            Samples.outcome(3, Item.State.FAILED)));
    assertThat(runs.unresolved(RUN, 10)).extracting(Item::seq).containsExactly(1L);
    assertThatThrownBy(() -> runs.finish(mine)).isInstanceOf(IllegalStateException.class);

    runs.record(mine, List.of(Samples.outcome(1, Item.State.PARKED)));
    runs.finish(mine);

    Run done = runs.find(RUN).orElseThrow();
    assertThat(done.state()).isEqualTo(Run.State.DONE);
    assertThat(done.endedAt()).contains(Samples.NOW);
    assertThat(runs.counts(RUN))
        .containsExactlyInAnyOrder(
            new Runs.Count(Item.State.APPLIED, "", 1),
            new Runs.Count(Item.State.SKIPPED, "protected", 1),
            new Runs.Count(Item.State.FAILED, "because", 1),
            new Runs.Count(Item.State.PARKED, "because", 1));
    assertThat(ledger.outbox().due(Channel.MAIL, Samples.NOW, 0, 10))
        .extracting(Message::run)
        .containsExactly(Optional.of(RUN));
    assertThat(events())
        .containsExactly(
            "run-begun",
            "account-applied",
            "account-unknown",
            "account-failed",
            "account-parked",
            "run-done");
  }

  @Test
  void aLetGoIntentIsPlannedAgainAndWritableAgain() {
    Runs.Ownership mine = runs.begin(Samples.run(RUN), Samples.plan(1));
    runs.intend(mine, Samples.intents(0, 1));
    runs.record(mine, List.of(new Outcome(0, Item.State.PLANNED, "busy", "", Optional.empty())));

    assertThat(runs.planned(RUN, 10)).extracting(Item::seq).containsExactly(0L);
    assertThat(runs.sealed(RUN, 0)).isPresent();
    assertThat(runs.intend(mine, Samples.intents(0, 1))).containsExactly(0L);
    assertThat(all(RUN)).extracting(Item::attempts).containsExactly(2);
  }

  @ParameterizedTest(name = "a sealed password after {0}: kept {1}")
  @CsvSource({
    "APPLIED, true",
    "UNKNOWN, true",
    "ALREADY_SO, false",
    "SKIPPED, false",
    "FAILED, false",
    "PARKED, false",
    "PLANNED, true"
  })
  void sealedPasswordsAreKeptWhileTheyMayBeDelivered(Item.State state, boolean kept) {
    Runs.Ownership mine = runs.begin(Samples.run(RUN), Samples.plan(2));
    runs.intend(mine, Samples.intents(0, 2));
    runs.record(mine, List.of(Samples.outcome(0, state)));

    assertThat(runs.sealed(RUN, 0).isPresent()).isEqualTo(kept);
    assertThat(runs.sealed(RUN, 1)).isPresent();
    runs.destroySealed(mine, List.of(0L, 1L));
    assertThat(runs.sealed(RUN, 0)).isEmpty();
    assertThat(runs.sealed(RUN, 1)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} → {2} is {3}")
  @CsvSource({
    "RESET, PLANNED, APPLIED, false",
    "RESET, PLANNED, UNKNOWN, false",
    "RESET, PLANNED, INTENT, false",
    "RESET, PLANNED, PLANNED, true",
    "RESET, PLANNED, ALREADY_SO, true",
    "RESET, PLANNED, SKIPPED, true",
    "RESET, PLANNED, FAILED, true",
    "RESET, PLANNED, PARKED, true",
    "REMIND, PLANNED, APPLIED, true",
    "RESET, INTENT, INTENT, false",
    "RESET, INTENT, PLANNED, true",
    "RESET, INTENT, UNKNOWN, true",
    "RESET, INTENT, APPLIED, true",
    "RESET, INTENT, SKIPPED, true",
    "RESET, UNKNOWN, INTENT, false",
    "RESET, UNKNOWN, UNKNOWN, true",
    "RESET, UNKNOWN, PLANNED, true",
    "RESET, UNKNOWN, APPLIED, true",
    "RESET, APPLIED, APPLIED, false",
    "RESET, APPLIED, UNKNOWN, false",
    "RESET, APPLIED, PLANNED, false",
    "RESET, APPLIED, FAILED, false",
    "RESET, SKIPPED, APPLIED, false",
    "RESET, FAILED, PLANNED, false",
    "RESET, PARKED, APPLIED, false",
    "RESET, ALREADY_SO, APPLIED, false"
  })
  void transitions(Action action, Item.State from, Item.State to, boolean allowed) {
    Runs.Ownership mine = runs.begin(Samples.run(RUN, action), Samples.plan(2));
    if (from != Item.State.PLANNED) {
      runs.intend(mine, Samples.intents(0, 1));
    }
    if (from != Item.State.PLANNED && from != Item.State.INTENT) {
      runs.record(mine, List.of(Samples.outcome(0, from)));
    }
    List<Item> before = all(RUN);
    List<Outcome> window = List.of(Samples.outcome(1, Item.State.SKIPPED), Samples.outcome(0, to));

    if (allowed) {
      runs.record(mine, window);
      assertThat(all(RUN).get(0).state()).isEqualTo(to);
    } else {
      assertThatThrownBy(() -> runs.record(mine, window)).isInstanceOf(IllegalStateException.class);
      assertThat(all(RUN)).as("nothing of the window was written").isEqualTo(before);
    }
  }

  @Test
  void anAccountIsIntendedOnce() {
    Runs.Ownership mine = runs.begin(Samples.run(RUN), Samples.plan(2));
    runs.intend(mine, Samples.intents(0, 1));
    assertThatThrownBy(() -> runs.intend(mine, Samples.intents(0, 2)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(runs.planned(RUN, 10)).extracting(Item::seq).containsExactly(1L);
    assertThatThrownBy(() -> runs.intend(mine, Samples.intents(7, 8)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anAccountThatAnotherOpenRunIsWritingIsLeftOut() {
    Runs.Ownership first = runs.begin(Samples.run("one"), Samples.plan(2));
    Runs.Ownership second = runs.begin(Samples.run("two"), Samples.plan(3));
    runs.intend(first, Samples.intents(0, 2));
    runs.record(first, List.of(Samples.outcome(1, Item.State.UNKNOWN)));

    assertThat(runs.intend(second, Samples.intents(0, 3))).containsExactly(2L);
    assertThat(runs.planned("two", 10)).extracting(Item::seq).containsExactly(0L, 1L);

    runs.record(first, List.of(Samples.applied("one", 0), Samples.applied("one", 1)));
    assertThat(runs.intend(second, Samples.intents(0, 2))).containsExactly(0L, 1L);
  }

  @Test
  void whatIsDoneStaysDone() {
    Runs.Ownership mine = runs.begin(Samples.run(RUN), Samples.plan(1));
    runs.intend(mine, Samples.intents(0, 1));
    runs.record(mine, List.of(Samples.applied(RUN, 0)));
    runs.finish(mine);

    assertThatThrownBy(() -> runs.finish(mine)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> runs.interrupt(mine, "x")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> runs.record(mine, List.of()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(runs.takeOver(RUN)).isInstanceOf(Runs.TakeOver.NotOpen.class);
    assertThat(runs.unfinished()).isEmpty();
    // A password that was applied is delivered after the end as well.
    runs.destroySealed(mine, List.of(0L));
    assertThat(runs.sealed(RUN, 0)).isEmpty();
  }

  @Test
  void anInterruptedRunIsTakenOverAndItsOldOwnerFenced() {
    Runs.Ownership old = runs.begin(Samples.run(RUN), Samples.plan(2));
    runs.intend(old, Samples.intents(0, 1));
    assertThat(runs.unfinished()).isEmpty();
    assertThat(runs.aliveHolder(RUN)).isPresent();
    assertThat(runs.takeOver(RUN)).isInstanceOf(Runs.TakeOver.HeldBy.class);

    runs.interrupt(old, "SIGTERM");
    assertThat(runs.unfinished())
        .extracting(Run::stoppedBy)
        .containsExactly(Optional.of("SIGTERM"));
    assertThat(runs.aliveHolder(RUN)).isEmpty();

    Runs.TakeOver.Taken taken = (Runs.TakeOver.Taken) runs.takeOver(RUN);
    assertThat(taken.ownership().fence()).isGreaterThan(old.fence());
    assertThat(runs.find(RUN).orElseThrow().stoppedBy()).isEmpty();
    long entries = ledger.audit().head().orElseThrow().seq();

    for (Runnable write :
        List.<Runnable>of(
            () -> runs.intend(old, Samples.intents(1, 2)),
            () -> runs.record(old, List.of(Samples.applied(RUN, 0))),
            () -> runs.destroySealed(old, List.of(0L)),
            () -> runs.interrupt(old, "x"),
            () -> runs.finish(old))) {
      assertThatThrownBy(write::run).isInstanceOf(FencedException.class).hasMessageContaining(RUN);
    }
    assertThat(all(RUN))
        .extracting(Item::state)
        .containsExactly(Item.State.UNKNOWN, Item.State.PLANNED);
    assertThat(runs.sealed(RUN, 0)).isPresent();
    assertThat(ledger.audit().head().orElseThrow().seq()).isEqualTo(entries);
    runs.record(taken.ownership(), List.of(Samples.applied(RUN, 0)));
  }

  @Test
  void theHistoryOfAnAccountIsNewestFirst() {
    for (String id : List.of("a", "b", "c")) {
      Runs.Ownership mine = runs.begin(Samples.run(id), Samples.plan(2));
      runs.intend(mine, Samples.intents(1, 2));
      runs.record(mine, List.of(Samples.applied(id, 1)));
    }
    List<Map.Entry<Run, Item>> history = runs.history(new AccountId("id-1"), 2);
    assertThat(history).extracting(entry -> entry.getKey().id()).containsExactly("c", "b");
    assertThat(history)
        .extracting(entry -> entry.getValue().state())
        .containsOnly(Item.State.APPLIED);
    assertThat(runs.history(new AccountId("nobody"), 2)).isEmpty();
  }

  @Test
  void whoBeginsARunIsRegisteredForIt() {
    try (Ledger other =
        Ledgers.open(new StoreSettings(folder.resolve("store")), Clock.systemUTC())) {
      other.runs().begin(Samples.run(RUN), Samples.plan(1));
      assertThat(runs.aliveHolder(RUN)).map(Holder::kind).contains(Holder.Kind.COMMAND);
    }
    assertThat(runs.aliveHolder(RUN)).isEmpty();
  }

  private List<Item> all(String run) {
    List<Item> items = new ArrayList<>();
    runs.items(run, items::add);
    return items;
  }

  private List<String> events() {
    List<String> events = new ArrayList<>();
    ledger.audit().entries(java.time.Instant.EPOCH, entry -> events.add(entry.event()));
    return events;
  }
}
