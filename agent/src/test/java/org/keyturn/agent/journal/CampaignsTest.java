package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ledger keeps of a campaign, and what it lets nobody do. */
final class CampaignsTest {

  private static final String RUN = "20261122-0230-7kq2";
  private static final Instant TOMORROW = Samples.NOW.plus(Duration.ofDays(1));
  private static final Waves WAVES =
      new Waves(
          4,
          2,
          Duration.ofDays(1),
          12.5,
          new BusinessHours(
              Optional.of("MON-FRI 08:00-17:00"),
              ZoneId.of("Europe/Amsterdam"),
              new TreeSet<>(
                  List.of(LocalDate.parse("2026-12-26"), LocalDate.parse("2026-12-25")))));

  @TempDir Path folder;
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = ledger(Samples.NOW);
  }

  private Ledger ledger(Instant now) {
    Ledger opened =
        Ledgers.open(new StoreSettings(folder.resolve("store")), Clock.fixed(now, ZoneOffset.UTC));
    opened.holders().register(Holder.Kind.COMMAND);
    return opened;
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Runs.Ownership begin(long accounts) {
    return ledger
        .runs()
        .begin(
            Samples.run(RUN),
            Samples.plan(accounts),
            item -> new byte[0],
            Optional.empty(),
            Optional.of(WAVES));
  }

  private List<Long> planned() {
    return ledger.runs().planned(RUN, 100).stream().map(Item::seq).toList();
  }

  private void apply(Runs.Ownership mine, long from, long to) {
    ledger.runs().intend(mine, Samples.intents(from, to));
    ledger.runs().record(mine, Samples.applied(RUN, from, to));
  }

  private Campaign campaign() {
    return ledger.campaigns().find(RUN).orElseThrow();
  }

  @Test
  void itIsReadAsItWasBegunAndNobodyIsHandedOutBeforeTheFirstWave() {
    begin(9);

    assertThat(campaign())
        .isEqualTo(
            new Campaign(
                RUN,
                WAVES,
                0,
                0,
                0,
                0,
                Optional.empty(),
                Optional.of(Samples.NOW),
                Optional.empty()));
    assertThat(planned()).isEmpty();
    assertThat(ledger.campaigns().find("another")).isEmpty();
  }

  @Test
  void theCanaryComesFirstThenTheSizeAndNobodyIsLeftOut() {
    Runs.Ownership mine = begin(9);

    assertThat(ledger.campaigns().start(mine, Samples.NOW).accounts()).isEqualTo(2);
    assertThat(planned()).containsExactly(0L, 1L);
    apply(mine, 0, 2);
    assertThat(planned()).isEmpty();
    assertThat(ledger.campaigns().start(mine, Samples.NOW).accounts()).isEqualTo(4);
    assertThat(planned()).containsExactly(2L, 3L, 4L, 5L);
    apply(mine, 2, 6);
    assertThat(ledger.campaigns().start(mine, Samples.NOW).accounts()).isEqualTo(3);
    apply(mine, 6, 9);
    Campaign last = ledger.campaigns().start(mine, Samples.NOW);
    assertThat(last.wave()).isEqualTo(3);
    assertThat(last.done()).isEqualTo(3);
    ledger.runs().finish(mine);
  }

  @Test
  void whoIsSkippedInThePlanTakesNobodysPlace() {
    List<Item> plan = new ArrayList<>();
    for (long seq = 0; seq < 9; seq++) {
      plan.add(
          seq % 3 == 1 ? Samples.item(seq, Item.State.SKIPPED, "protected") : Samples.item(seq));
    }
    Runs.Ownership mine =
        ledger
            .runs()
            .begin(
                Samples.run(RUN),
                plan.iterator(),
                item -> new byte[0],
                Optional.empty(),
                Optional.of(WAVES));

    ledger.campaigns().start(mine, Samples.NOW);

    assertThat(planned()).containsExactly(0L, 2L);
    apply(mine, 0, 1);
    apply(mine, 2, 3);
    ledger.campaigns().start(mine, Samples.NOW);
    assertThat(planned()).containsExactly(3L, 5L, 6L, 8L);
  }

  @Test
  void aWaveThatWasBrokenOffIsNoNewWave() {
    Runs.Ownership mine = begin(9);
    ledger.campaigns().start(mine, Samples.NOW);
    apply(mine, 0, 1);
    ledger.runs().interrupt(mine, "its process ended");

    Runs.Ownership next = ((Runs.TakeOver.Taken) ledger.runs().takeOver(RUN)).ownership();
    Campaign again = ledger.campaigns().start(next, TOMORROW);

    assertThat(again.wave()).isEqualTo(1);
    assertThat(again.done()).isZero();
    assertThat(again.startedAt()).contains(Samples.NOW);
    assertThat(planned()).containsExactly(1L);
  }

  @Test
  void itRestsUntilItIsDueAndTheLedgerRemembers() {
    Runs.Ownership mine = begin(9);
    ledger.campaigns().start(mine, Samples.NOW);
    apply(mine, 0, 2);

    ledger.campaigns().rest(mine, TOMORROW, Optional.empty());

    assertThat(ledger.campaigns().due()).isEmpty();
    assertThat(ledger.runs().aliveHolder(RUN)).isEmpty();
    ledger.close();
    ledger = ledger(TOMORROW);
    assertThat(ledger.campaigns().due()).extracting(Run::id).containsExactly(RUN);
    assertThat(ledger.campaigns().ofJob("staff-rotation").map(Run::id)).contains(RUN);
    assertThat(campaign().wave()).isEqualTo(1);
    assertThat(ledger.audit().verify(Optional.empty()))
        .isInstanceOf(AuditTrail.Verdict.Intact.class);
  }

  @Test
  void whatIsPausedIsNotDueBeforeSomebodySaysSo() {
    Runs.Ownership mine = begin(9);
    ledger.campaigns().rest(mine, Samples.NOW, Optional.of("two failed"));
    assertThat(ledger.campaigns().due()).isEmpty();

    assertThat(ledger.campaigns().pause(RUN, "stopped by anna")).isTrue();
    assertThat(campaign().paused()).as("the first reason stands").contains("two failed");
    assertThat(ledger.campaigns().goOn(RUN, "anna")).contains("two failed");
    assertThat(ledger.campaigns().goOn(RUN, "anna")).isEmpty();
    assertThat(ledger.campaigns().due()).hasSize(1);
    assertThat(ledger.campaigns().pause("another", "x")).isFalse();
  }

  @Test
  void whoWasOvertakenStartsNoWave() {
    Runs.Ownership old = begin(9);
    ledger.runs().interrupt(old, "slept");
    ledger.runs().takeOver(RUN);

    assertThatThrownBy(() -> ledger.campaigns().start(old, Samples.NOW))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> ledger.campaigns().rest(old, TOMORROW, Optional.empty()))
        .isInstanceOf(FencedException.class);
    assertThat(campaign().wave()).isZero();
  }

  @Test
  void ofManyWhoFindAWaveDueOneTakesIt() throws Exception {
    ledger.campaigns().rest(begin(9), Samples.NOW, Optional.empty());
    List<Callable<Boolean>> many = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      many.add(
          () -> {
            if (ledger.runs().takeOver(RUN) instanceof Runs.TakeOver.Taken taken) {
              ledger.campaigns().start(taken.ownership(), Samples.NOW);
              return true;
            }
            return false;
          });
    }
    var pool = Executors.newFixedThreadPool(8);
    int taken = 0;
    for (Future<Boolean> one : pool.invokeAll(many)) {
      taken += one.get() ? 1 : 0;
    }
    pool.shutdown();

    assertThat(taken).isEqualTo(1);
    assertThat(campaign().wave()).isEqualTo(1);
    assertThat(planned()).hasSize(2);
  }

  @Test
  void aRequestToStopIsReadByTheHolderAndFallsWithTheTakeOver() {
    Runs.Ownership mine = begin(9);
    ledger.stops().ask(RUN, "anna");
    ledger.stops().ask(RUN, "bob");
    assertThat(ledger.stops().asked(RUN)).contains("anna");

    ledger.runs().interrupt(mine, "interrupted: stopped by anna");
    ledger.runs().takeOver(RUN);

    assertThat(ledger.stops().asked(RUN)).isEmpty();
  }

  @Test
  void aRunInOneGoIsHandedOutWhole() {
    ledger.runs().begin(Samples.run("b"), Samples.plan(9));
    assertThat(ledger.runs().planned("b", 100)).hasSize(9);
    assertThat(ledger.campaigns().find("b")).isEmpty();
    assertThat(ledger.campaigns().pause("b", "x")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "1,0,1", "2,0,1", "3,0,2", "6,0,2", "7,0,3", "4,1,1", "5,1,2", "8,2,2"})
  void howManyWavesAreToCome(long accounts, long started, long waves) {
    assertThat(WAVES.toCome(accounts, started)).isEqualTo(waves);
  }
}
