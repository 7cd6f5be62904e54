package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.journal.Pauses.Pause;

/** Jobs rest until somebody says otherwise, and the trail says who. */
final class PausesTest {

  @TempDir Path folder;

  private Ledger open() {
    return Ledgers.open(
        new StoreSettings(folder.resolve("store")), Clock.fixed(Samples.NOW, ZoneOffset.UTC));
  }

  @Test
  void whoPausedFirstStandsAlsoAfterARestart() {
    try (Ledger ledger = open()) {
      assertThat(ledger.pauses().pause("b", "anna", "migration")).isTrue();
      assertThat(ledger.pauses().pause("b", "bob", "")).isFalse();
      assertThat(ledger.pauses().pause("a", "bob", "")).isTrue();
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.pauses().find("b"))
          .contains(new Pause("b", "anna", "migration", Samples.NOW));
      assertThat(ledger.pauses().all())
          .extracting(Pause::sentence)
          .containsExactly("paused by bob", "paused by anna: migration");
      assertThat(ledger.pauses().find("c")).isEmpty();
    }
  }

  @Test
  void eachChangeIsInTheTrailOnce() {
    try (Ledger ledger = open()) {
      ledger.pauses().pause("b", "anna", "migration");
      ledger.pauses().pause("b", "bob", "");
      assertThat(ledger.pauses().goOn("b", "bob")).isTrue();
      assertThat(ledger.pauses().goOn("b", "bob")).isFalse();
      List<AuditTrail.Entry> entries = new ArrayList<>();
      ledger.audit().entries(Instant.EPOCH, entries::add);
      assertThat(entries)
          .extracting(AuditTrail.Entry::actor, AuditTrail.Entry::event, AuditTrail.Entry::subject)
          .containsExactly(tuple("anna", "job-paused", "b"), tuple("bob", "job-resumed", "b"));
    }
  }
}
