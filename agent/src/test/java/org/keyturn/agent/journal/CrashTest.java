package org.keyturn.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that are killed while they write: what they said is on disk, and adds up. */
final class CrashTest {

  private static final int ROUNDS = 6;
  private static final int ACCOUNTS = 40;

  @TempDir Path folder;

  @Test
  void whateverWasAcknowledgedIsThereAfterAKill() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    StoreSettings settings = new StoreSettings(folder.resolve("store"));
    int steps = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<String> said = new ArrayList<>();
      try (Child one = Child.start("loop", settings.path());
          Child two = Child.start("loop", settings.path())) {
        said.add(one.line());
        said.add(two.line());
        Thread.sleep(random.nextInt(200));
        one.kill();
        Thread.sleep(random.nextInt(200));
        two.kill();
        said.addAll(one.lines());
        said.addAll(two.lines());
      }
      steps += said.size();
      assertThat(Ledgers.examine(settings)).isEmpty();
      try (Ledger ledger = Ledgers.open(settings, Clock.systemUTC())) {
        ledger.holders().register(Holder.Kind.COMMAND);
        said.forEach(step -> expectOnDisk(ledger, step));
        addsUp(ledger);
        carryOn(ledger);
        assertThat(ledger.audit().verify(Optional.empty()))
            .isInstanceOf(AuditTrail.Verdict.Intact.class);
      }
    }
    assertThat(steps).as("they were killed while they worked").isGreaterThan(ROUNDS * 6);
  }

  private static void expectOnDisk(Ledger ledger, String step) {
    String[] words = step.split(" ", -1);
    Map<Long, Item.State> states = new HashMap<>();
    ledger.runs().items(words[1], item -> states.put(item.seq(), item.state()));
    assertThat(states).hasSize(ACCOUNTS);
    switch (words[0]) {
      case "begun" -> assertThat(ledger.runs().find(words[1])).isPresent();
      case "done" ->
          assertThat(ledger.runs().find(words[1]).orElseThrow().state()).isEqualTo(Run.State.DONE);
      default -> {
        for (long seq = Long.parseLong(words[2]); seq < Long.parseLong(words[2]) + 8; seq++) {
          boolean recorded = words[0].equals("recorded");
          assertThat(states.get(seq))
              .as(step)
              .isIn(
                  recorded
                      ? List.of(Item.State.APPLIED)
                      : List.of(Item.State.INTENT, Item.State.APPLIED));
        }
      }
    }
  }

  /** An applied account has its message, and a window is there as a whole or not at all. */
  private static void addsUp(Ledger ledger) {
    for (Run run : ledger.runs().list(1_000)) {
      long applied = 0;
      long all = 0;
      for (Runs.Count count : ledger.runs().counts(run.id())) {
        all += count.accounts();
        applied += count.state() == Item.State.APPLIED ? count.accounts() : 0;
        assertThat(count.accounts() % 8).isZero();
      }
      assertThat(all).isEqualTo(ACCOUNTS);
      long owed =
          ledger.outbox().list(Optional.empty(), 1_000_000).stream()
              .filter(message -> message.run().equals(Optional.of(run.id())))
              .count();
      assertThat(owed).isEqualTo(applied);
    }
  }

  /** The next process resumes what the killed one left. */
  private static void carryOn(Ledger ledger) {
    for (Run run : ledger.runs().unfinished()) {
      Runs.Ownership mine = ((Runs.TakeOver.Taken) ledger.runs().takeOver(run.id())).ownership();
      ledger.runs().intend(mine, seqs(ledger.runs().planned(run.id(), 100)));
      ledger
          .runs()
          .record(
              mine,
              ledger.runs().unresolved(run.id(), 100).stream()
                  .map(item -> Samples.applied(run.id(), item.seq()))
                  .toList());
      ledger.runs().finish(mine);
    }
    assertThat(ledger.runs().unfinished()).isEmpty();
  }

  private static List<Intent> seqs(List<Item> items) {
    return items.stream().map(item -> Samples.intent(item.seq())).toList();
  }
}
