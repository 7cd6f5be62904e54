package org.keyturn.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.keyturn.agent.journal.Occurrences.State.FIRED;
import static org.keyturn.agent.journal.Occurrences.State.MISSED;
import static org.keyturn.agent.journal.Occurrences.State.REFUSED;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.TurnedClock;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.Occurrences.Occurrence;
import org.keyturn.agent.journal.StoreSettings;

/** With a real ledger, and a clock that the test sets. */
@Timeout(60)
final class TimekeeperTest {

  private static final String JOB = "staff-rotation";
  private static final Instant NIGHT = Instant.parse("2026-11-22T02:30:00Z");
  private static final ScheduleSettings NIGHTLY =
      new ScheduleSettings("0 30 2 * * ?", ZoneId.of("UTC"), Duration.ofHours(1));

  @TempDir Path folder;
  private final TurnedClock clock = new TurnedClock(NIGHT.minusSeconds(3600));
  private final ConcurrentLinkedQueue<Instant> carriedOut = new ConcurrentLinkedQueue<>();
  private Ledger ledger;

  /** A clock that stands where it is put. */
  @BeforeEach
  void open() {
    ledger = openLedger();
  }

  private Ledger openLedger() {
    return Ledgers.open(new StoreSettings(folder.resolve("store")), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Timekeeper keeper(Ledger store, ScheduleSettings schedule, Scheduled scheduled) {
    return new Timekeeper(
        Map.of(JOB, schedule), store.occurrences(), store.pauses(), scheduled, clock, 1);
  }

  private Scheduled.Settlement note(String job, Instant at) {
    carriedOut.add(at);
    return new Scheduled.Settlement(Optional.empty(), "nothing due");
  }

  private List<Occurrence> recorded() {
    return ledger.occurrences().list(Optional.of(JOB), 1_000);
  }

  private void lookAt(Timekeeper keeper, String instant) {
    clock.set(Instant.parse(instant));
    keeper.look(JOB);
  }

  @Test
  void anInstantIsStartedOnceHoweverOftenItIsLookedAt() {
    try (Timekeeper keeper = keeper(ledger, NIGHTLY, this::note)) {
      keeper.begin();
      lookAt(keeper, "2026-11-22T02:29:59Z");
      assertThat(carriedOut).isEmpty();
      lookAt(keeper, "2026-11-22T02:30:00Z");
      lookAt(keeper, "2026-11-22T02:30:00Z");
      lookAt(keeper, "2026-11-22T02:31:00Z");
    }
    assertThat(carriedOut).containsExactly(NIGHT);
    assertThat(recorded())
        .containsExactly(new Occurrence(JOB, NIGHT, REFUSED, Optional.empty(), "nothing due"));
  }

  @Test
  void fault21TwoAgentsOnOneStoreStartAnInstantOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try (Ledger other = openLedger();
        Timekeeper one = keeper(ledger, NIGHTLY, this::note);
        Timekeeper two = keeper(other, NIGHTLY, this::note)) {
      one.begin();
      two.begin();
      for (int day = 0; day < 10; day++) {
        clock.set(NIGHT.plus(Duration.ofDays(day)));
        CyclicBarrier together = new CyclicBarrier(8);
        List<Future<?>> looks =
            IntStream.range(0, 8)
                .<Future<?>>mapToObj(
                    i ->
                        pool.submit(
                            () -> {
                              together.await();
                              (i % 2 == 0 ? one : two).look(JOB);
                              return 0;
                            }))
                .toList();
        for (Future<?> look : looks) {
          look.get();
        }
        assertThat(carriedOut).as("night %d", day).hasSize(day + 1).doesNotHaveDuplicates();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(recorded()).filteredOn(o -> o.state() == REFUSED).hasSize(10);
    assertThat(recorded())
        .filteredOn(o -> o.state() == MISSED)
        .as("none is called missed")
        .isEmpty();
  }

  @Test
  void whatComesWhileTheRunBeforeItIsGoingIsMissedAndOnRecord() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Scheduled slow =
        (job, at) -> {
          carriedOut.add(at);
          begun.countDown();
          try {
            assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new Scheduled.Settlement(Optional.empty(), "took long");
        };
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (Timekeeper keeper = keeper(ledger, NIGHTLY, slow)) {
      keeper.begin();
      clock.set(NIGHT);
      Future<?> first = pool.submit(() -> keeper.look(JOB));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      lookAt(keeper, "2026-11-22T02:30:30Z");
      lookAt(keeper, "2026-11-23T02:30:00Z");
      lookAt(keeper, "2026-11-23T02:30:30Z");
      goOn.countDown();
      first.get();
      lookAt(keeper, "2026-11-24T02:30:00Z");
    } finally {
      pool.shutdownNow();
    }
    assertThat(carriedOut).containsExactly(NIGHT, NIGHT.plus(Duration.ofDays(2)));
    assertThat(recorded())
        .filteredOn(o -> o.state() == MISSED)
        .containsExactly(
            new Occurrence(
                JOB,
                NIGHT.plus(Duration.ofDays(1)),
                MISSED,
                Optional.empty(),
                "the run before it was still going"));
  }

  @Test
  void fault22WhatPassedWhileTheAgentWasAwayIsMissedAndOnRecord() {
    try (Timekeeper keeper = keeper(ledger, NIGHTLY, this::note)) {
      keeper.begin();
      lookAt(keeper, "2026-11-22T02:30:00Z");
    }
    clock.set(Instant.parse("2026-11-25T12:00:00Z"));
    try (Timekeeper again = keeper(ledger, NIGHTLY, this::note)) {
      again.look(JOB);
      again.look(JOB);
    }
    assertThat(carriedOut).containsExactly(NIGHT);
    assertThat(recorded())
        .extracting(Occurrence::state)
        .containsExactly(MISSED, MISSED, MISSED, REFUSED);
    assertThat(recorded().get(0).detail()).isEqualTo("no agent was there in time");
  }

  @Test
  void whatWasBeforeTheFirstStartIsNotThisAgents() {
    clock.set(NIGHT.plusSeconds(60));
    try (Timekeeper keeper = keeper(ledger, NIGHTLY, this::note)) {
      keeper.begin();
      keeper.look(JOB);
    }
    assertThat(carriedOut).isEmpty();
    assertThat(recorded()).isEmpty();
  }

  @Test
  void anExceptionIsABugThatIsOnRecordAndDoesNotStopTheSchedule() {
    Scheduled broken =
        (job, at) -> {
          if (at.equals(NIGHT)) {
            throw new IllegalStateException("secret words");
          }
          carriedOut.add(at);
          return new Scheduled.Settlement(Optional.of("20261123-023000-aaaa"), "");
        };
    try (Timekeeper keeper = keeper(ledger, NIGHTLY, broken)) {
      keeper.begin();
      lookAt(keeper, "2026-11-22T02:30:00Z");
      lookAt(keeper, "2026-11-23T02:30:00Z");
    }
    assertThat(recorded())
        .containsExactly(
            new Occurrence(
                JOB,
                NIGHT.plus(Duration.ofDays(1)),
                FIRED,
                Optional.of("20261123-023000-aaaa"),
                ""),
            new Occurrence(JOB, NIGHT, REFUSED, Optional.empty(), "failed: IllegalStateException"));
  }

  @Test
  void fault22AClockThatGoesBackAnHourStartsNothingTwice() {
    ScheduleSettings often =
        new ScheduleSettings("0 0/5 * * * ?", ZoneId.of("UTC"), Duration.ofMinutes(5));
    try (Timekeeper keeper = keeper(ledger, often, this::note)) {
      keeper.begin();
      for (int pass = 0; pass < 2; pass++) {
        for (int minute = 0; minute <= 60; minute++) {
          clock.set(NIGHT.plusSeconds(60L * minute));
          keeper.look(JOB);
        }
      }
    }
    assertThat(carriedOut).doesNotHaveDuplicates().hasSize(13);
    assertThat(recorded()).filteredOn(o -> o.state() == REFUSED).hasSize(13);
  }

  @Test
  void fault22AClockThatWasTenYearsAheadForAWhileDoesNotSilenceAJob() {
    try (Timekeeper keeper = keeper(ledger, NIGHTLY, this::note)) {
      keeper.begin();
      lookAt(keeper, "2026-11-22T02:30:00Z");
      lookAt(keeper, "2036-11-22T02:31:00Z");
      lookAt(keeper, "2026-11-22T12:00:00Z");
      lookAt(keeper, "2026-11-23T02:30:00Z");
      lookAt(keeper, "2026-11-23T02:30:30Z");
    }
    assertThat(carriedOut)
        .containsExactly(
            NIGHT, Instant.parse("2036-11-22T02:30:00Z"), Instant.parse("2026-11-23T02:30:00Z"));
  }

  @Test
  void fault22AnAgentThatWasStartedUnderAClockAheadComesBackToItself() {
    clock.set(Instant.parse("2036-11-22T12:00:00Z"));
    try (Timekeeper keeper = keeper(ledger, NIGHTLY, this::note)) {
      keeper.begin();
      lookAt(keeper, "2026-11-22T02:30:00Z");
      assertThat(carriedOut).as("not what was before it came to itself").isEmpty();
      lookAt(keeper, "2026-11-23T02:30:00Z");
    }
    assertThat(carriedOut).containsExactly(NIGHT.plus(Duration.ofDays(1)));
  }

  @Test
  void aPausedJobLetsItsTimesPassAndSaysWhoPausedIt() {
    try (Ledger own = Ledgers.open(new StoreSettings(folder.resolve("own")), clock);
        Timekeeper keeper = keeper(own, NIGHTLY, this::note)) {
      keeper.begin();
      clock.set(NIGHT.plus(Duration.ofHours(30)));
      own.pauses().pause(JOB, "anna", "migration");
      lookAt(keeper, "2026-11-24T02:30:00Z");
      assertThat(carriedOut).isEmpty();
      assertThat(own.occurrences().list(Optional.of(JOB), 10))
          .as("what passed before the pause was missed for another reason")
          .extracting(Occurrence::state, Occurrence::detail)
          .containsExactly(
              tuple(MISSED, "paused by anna: migration"),
              tuple(MISSED, "no agent was there in time"),
              tuple(MISSED, "no agent was there in time"));
      own.pauses().goOn(JOB, "bob");
      lookAt(keeper, "2026-11-24T02:31:00Z");
      assertThat(carriedOut).as("what passed is not made up for").isEmpty();
      lookAt(keeper, "2026-11-25T02:30:00Z");
    }
    assertThat(carriedOut).containsExactly(Instant.parse("2026-11-25T02:30:00Z"));
  }

  @Test
  void quartzWakesIt() throws Exception {
    CountDownLatch twice = new CountDownLatch(2);
    ScheduleSettings everySecond =
        new ScheduleSettings("* * * * * ?", ZoneId.of("UTC"), Duration.ofSeconds(30));
    Scheduled counting =
        (job, at) -> {
          twice.countDown();
          return note(job, at);
        };
    try (Timekeeper keeper =
            new Timekeeper(
                Map.of(JOB, everySecond),
                ledger.occurrences(),
                ledger.pauses(),
                counting,
                Clock.systemUTC(),
                1);
        Timekeeper beside =
            new Timekeeper(
                Map.of(JOB, everySecond),
                ledger.occurrences(),
                ledger.pauses(),
                counting,
                Clock.systemUTC(),
                1)) {
      keeper.start();
      beside.start();
      assertThat(twice.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(carriedOut).doesNotHaveDuplicates();
  }
}
