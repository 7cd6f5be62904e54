package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.TurnedClock;
import org.keyturn.agent.journal.Holders.Registration;

/** Who is alive: seen from this process, with other processes that are real. */
final class HoldersTest {

  /** A clock that a test sets. */
  @TempDir Path folder;

  private final TurnedClock clock = new TurnedClock(Samples.NOW);

  @Test
  void aSecondDaemonIsRefusedUntilTheFirstIsGone() {
    try (Ledger ledger = open();
        Child first = Child.start("daemon", store())) {
      assertThat(first.line()).isEqualTo("Registered");
      assertThat(ledger.holders().daemon().orElseThrow().pid()).isEqualTo(first.pid());
      Registration refused = ledger.holders().register(Holder.Kind.DAEMON);
      assertThat(refused).isInstanceOf(Registration.HeldBy.class);
      assertThat(((Registration.HeldBy) refused).other().describe())
          .startsWith("agent, process " + first.pid() + " on ");
      try (Child second = Child.start("daemon", store())) {
        assertThat(second.line()).isEqualTo("HeldBy");
      }

      first.kill();
      assertThat(ledger.holders().daemon()).isEmpty();
      assertThat(ledger.holders().register(Holder.Kind.DAEMON))
          .isInstanceOf(Registration.Registered.class);
      try (Child third = Child.start("daemon", store())) {
        assertThat(third.line()).isEqualTo("HeldBy");
      }
    }
  }

  @Test
  void aDaemonThatClosesTheStoreLeavesItsPlace() {
    try (Ledger first = open();
        Ledger second = open()) {
      assertThat(first.holders().register(Holder.Kind.DAEMON))
          .isInstanceOf(Registration.Registered.class);
      assertThat(second.holders().register(Holder.Kind.DAEMON))
          .isInstanceOf(Registration.HeldBy.class);
      first.close();
      assertThat(second.holders().register(Holder.Kind.DAEMON))
          .isInstanceOf(Registration.Registered.class);
      assertThatThrownBy(() -> second.holders().register(Holder.Kind.COMMAND))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void theRunOfAKilledProcessIsTakenOverAtOnce() {
    try (Ledger ledger = open();
        Child holder = Child.start("hold", store(), "run-1")) {
      ledger.holders().register(Holder.Kind.COMMAND);
      assertThat(holder.line()).isEqualTo("held");
      assertThat(ledger.runs().unfinished()).isEmpty();
      assertThat(ledger.runs().aliveHolder("run-1").orElseThrow().pid()).isEqualTo(holder.pid());
      assertThat(ledger.runs().takeOver("run-1")).isInstanceOf(Runs.TakeOver.HeldBy.class);

      holder.kill();
      assertThat(ledger.runs().unfinished()).extracting(Run::id).containsExactly("run-1");
      Runs.TakeOver.Taken taken = (Runs.TakeOver.Taken) ledger.runs().takeOver("run-1");
      assertThat(ledger.runs().unresolved("run-1", 9)).extracting(Item::seq).containsExactly(0L);
      ledger.runs().record(taken.ownership(), Samples.applied("run-1", 0, 1));
    }
  }

  @Test
  void fault21TheWriteOfAProcessThatSleptThroughItsTakeOverIsRefused() {
    try (SqliteLedger ledger = open();
        Child holder = Child.start("hold", store(), "run-1")) {
      ledger.holders().register(Holder.Kind.COMMAND);
      assertThat(holder.line()).isEqualTo("held");
      // From another host only beats are seen; this one's are old.
      ledger
          .database()
          .change(
              transaction ->
                  transaction
                      .sql()
                      .execute("UPDATE holders SET host = 'elsewhere' WHERE kind = 'COMMAND'"));
      clock.set(Instant.now().plus(Holder.LEASE));
      assertThat(ledger.runs().takeOver("run-1")).isInstanceOf(Runs.TakeOver.Taken.class);

      holder.go();
      assertThat(holder.line()).isEqualTo("fenced");
      assertThat(ledger.runs().unresolved("run-1", 9)).hasSize(1);
      assertThat(ledger.outbox().list(java.util.Optional.empty(), 9)).isEmpty();
    }
  }

  @ParameterizedTest(name = "on another host, {0} s after its last beat: alive {1}")
  @CsvSource({"0, true", "59, true", "60, false", "61, false"})
  void anotherHostIsBelievedByItsBeats(long seconds, boolean alive) {
    try (SqliteLedger there = open();
        Ledger here = open()) {
      there.holders().register(Holder.Kind.DAEMON);
      move(there, "host = 'elsewhere'");
      clock.turn(Duration.ofSeconds(seconds));

      assertThat(here.holders().daemon().isPresent()).isEqualTo(alive);
      there.holders().beat();
      assertThat(here.holders().daemon()).isPresent();
    }
  }

  @Test
  void aDaemonThatLostItsPlaceIsToldAtItsNextBeat() {
    try (SqliteLedger sleeper = open();
        Ledger next = open()) {
      sleeper.holders().register(Holder.Kind.DAEMON);
      move(sleeper, "host = 'elsewhere'");
      clock.turn(Holder.LEASE);
      assertThat(next.holders().register(Holder.Kind.DAEMON))
          .isInstanceOf(Registration.Registered.class);
      assertThatThrownBy(() -> sleeper.holders().beat())
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("took its place");
      next.close();
      sleeper.holders().beat();
      assertThat(sleeper.holders().daemon()).isPresent();
    }
  }

  @ParameterizedTest(name = "a row with {0}: alive {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "pid = pid                    | true",
        "process_start = '1'          | false",
        "pid = 4194305                | false",
        "boot = 'an earlier one'      | false",
        "pid_space = 'a container'    | true",
      })
  void onThisHostTheProcessItselfIsLookedAt(String change, boolean alive) {
    try (SqliteLedger ledger = open()) {
      ledger.holders().register(Holder.Kind.DAEMON);
      move(ledger, change);
      assertThat(ledger.holders().daemon().isPresent()).isEqualTo(alive);
    }
  }

  @Test
  void theClockOfTheHostDoesNotMatterToAProcessOnIt() {
    try (SqliteLedger ledger = open()) {
      ledger.holders().register(Holder.Kind.DAEMON);
      for (Duration jump : List.of(Duration.ofHours(-1), Duration.ofDays(3_650))) {
        clock.set(Samples.NOW.plus(jump));
        assertThat(ledger.holders().daemon()).isPresent();
      }
    }
  }

  private static void move(SqliteLedger ledger, String change) {
    ledger.database().change(t -> t.sql().execute("UPDATE holders SET " + change));
  }

  private Path store() {
    return folder.resolve("store");
  }

  private SqliteLedger open() {
    return Ledgers.openAsIs(new StoreSettings(store()), clock);
  }
}
