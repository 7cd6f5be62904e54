package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.journal.Occurrences.Occurrence;
import org.keyturn.agent.journal.Occurrences.State;

/** Each scheduled instant is taken once. */
final class OccurrencesTest {

  private static final Instant AT = Instant.parse("2026-11-23T02:30:00Z");

  @TempDir Path folder;
  private Ledger ledger;
  private Ledger another;

  @BeforeEach
  void open() {
    ledger = Ledgers.open(new StoreSettings(folder.resolve("store")), Clock.systemUTC());
    another = Ledgers.open(new StoreSettings(folder.resolve("store")), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    ledger.close();
    another.close();
  }

  @Test
  void ofManyThatFireAtOnceOneWins() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 20; round++) {
        Instant at = AT.plusSeconds(60L * round);
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Callable<Boolean>> takers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          Occurrences mine = (i % 2 == 0 ? ledger : another).occurrences();
          takers.add(
              () -> {
                together.await();
                return mine.take("staff-rotation", at);
              });
        }
        int won = 0;
        for (Future<Boolean> taken : pool.invokeAll(takers)) {
          won += taken.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void whatWasMissedIsNotTakenAndWhatWasTakenIsNotMissed() {
    Occurrences occurrences = ledger.occurrences();
    occurrences.missed("a", AT, "no agent was there");
    assertThat(occurrences.take("a", AT)).isFalse();
    assertThat(occurrences.take("a", AT.plusSeconds(1))).isTrue();
    occurrences.missed("a", AT.plusSeconds(1), "no agent was there");
    assertThat(occurrences.take("b", AT)).isTrue();

    assertThat(occurrences.list(Optional.of("a"), 10))
        .containsExactly(
            new Occurrence("a", AT.plusSeconds(1), State.FIRED, Optional.empty(), ""),
            new Occurrence("a", AT, State.MISSED, Optional.empty(), "no agent was there"));
    assertThat(occurrences.list(Optional.empty(), 2)).hasSize(2);
    assertThat(occurrences.latest("a")).contains(AT.plusSeconds(1));
    assertThat(occurrences.latest("c")).isEmpty();
  }

  @Test
  void whatCameOfItIsRecorded() {
    Occurrences occurrences = ledger.occurrences();
    occurrences.take("a", AT);
    occurrences.settle("a", AT, State.REFUSED, Optional.of("run"), "brake: 1,204 of 500");
    assertThat(another.occurrences().list(Optional.of("a"), 1))
        .containsExactly(
            new Occurrence("a", AT, State.REFUSED, Optional.of("run"), "brake: 1,204 of 500"));
    assertThatThrownBy(() -> occurrences.settle("b", AT, State.FIRED, Optional.empty(), ""))
        .isInstanceOf(IllegalStateException.class);
  }
}
