package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Action;

/** What reports ask of the ledger. */
final class TimelinesTest {

  private static final Waves WAVES = new Waves(4, 0, Duration.ofDays(1), 10, BusinessHours.ANY);

  @TempDir Path folder;

  private Ledger at(Instant now) {
    Ledger ledger =
        Ledgers.open(new StoreSettings(folder.resolve("store")), Clock.fixed(now, ZoneOffset.UTC));
    ledger.holders().register(Holder.Kind.COMMAND);
    return ledger;
  }

  private static Runs.Ownership begin(
      Ledger ledger, Run run, long accounts, Optional<Waves> waves) {
    return ledger
        .runs()
        .begin(run, Samples.plan(accounts), item -> new byte[0], Optional.empty(), waves);
  }

  private static void apply(Ledger ledger, Runs.Ownership run, long from, long to) {
    ledger.runs().intend(run, Samples.intents(from, to));
    ledger.runs().record(run, Samples.applied(run.run(), from, to));
  }

  @Test
  void aRunIsToldByQuartersOfAnHour() {
    Instant start = Instant.parse("2026-11-22T02:40:00Z");
    try (Ledger ledger = at(start)) {
      Runs.Ownership run = begin(ledger, Samples.run("r"), 9, Optional.empty());
      assertThat(ledger.timelines().applied("r")).isEmpty();
      apply(ledger, run, 0, 2);
      ledger.runs().interrupt(run, "test");
    }
    try (Ledger ledger = at(start.plus(Duration.ofMinutes(6)))) {
      Runs.Ownership run = ((Runs.TakeOver.Taken) ledger.runs().takeOver("r")).ownership();
      apply(ledger, run, 2, 5);
      ledger.runs().intend(run, Samples.intents(5, 6));
      ledger.runs().record(run, List.of(Samples.outcome(5, Item.State.FAILED)));
      assertThat(ledger.timelines().applied("r"))
          .containsExactly(
              Map.entry(Instant.parse("2026-11-22T02:30:00Z"), 2L),
              Map.entry(Instant.parse("2026-11-22T02:45:00Z"), 3L));
      assertThat(ledger.timelines().applied("another")).isEmpty();
    }
  }

  private static List<String> ofMany(Ledger ledger, Instant since, int limit) {
    return ledger.timelines().ofMany("corp", since, limit).stream().map(Run::id).toList();
  }

  @Test
  void campaignsAndWhatAskedSeveralPeopleAreFoundAndNothingElse() {
    try (Ledger ledger = at(Samples.NOW)) {
      begin(ledger, Samples.run("a-one", Action.RESET), 1, Optional.empty());
      Runs.Ownership done =
          begin(ledger, Samples.run("b-many", Action.FORCE_CHANGE), 2, Optional.empty());
      begin(ledger, Samples.run("c-waves-of-one", Action.UNLOCK), 1, Optional.of(WAVES));
      begin(ledger, Samples.run("d-asks-nothing", Action.UNLOCK), 3, Optional.empty());
      begin(ledger, Samples.run("e-elsewhere", Action.RESET, "other"), 3, Optional.empty());
      apply(ledger, done, 0, 2);
      ledger.runs().finish(done);

      assertThat(ofMany(ledger, Samples.NOW.minusSeconds(1), 9))
          .containsExactly("c-waves-of-one", "b-many");
      assertThat(ofMany(ledger, Samples.NOW.minusSeconds(1), 1)).containsExactly("c-waves-of-one");
      assertThat(ofMany(ledger, Samples.NOW.plusSeconds(1), 9))
          .as("open ones, however old")
          .containsExactly("c-waves-of-one");
    }
  }
}
