package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Keyturn.Ended;

/**
 * Fault 7: resets of 1,000 accounts, each killed at random until it ends, one after the other until
 * there were enough kills. Two go on at a time, on stores and people of their own, because a
 * process that starts keeps one core busy. {@code -Dkeyturn.kills=1000} asks for more, {@code
 * -Dkeyturn.seed=N} for the same ones as before. It is the longest of the phase, and by its name
 * one of the first.
 */
final class AnyMomentKillIT extends FaultPhase {

  private static final int KILLS = Integer.getInteger("keyturn.kills", 200);
  private static final long SEED = Long.getLong("keyturn.seed", System.nanoTime());
  private static final int ACCOUNTS = 1_000;

  /** Contractors end with a five and a nought in turn. */
  private static final List<String> HALVES = List.of("0", "5");

  /** What the runs of one half came to. */
  private record Toll(int runs, int kills, int extraWrites, int signIns) {}

  @Override
  int people() {
    return ACCOUNTS * HALVES.size();
  }

  @Test
  void fault07NobodyIsWrittenMoreOftenThanItWasKilledAndEverybodyLearnsTheirPassword()
      throws Exception {
    System.out.println("seed " + SEED);
    ExecutorService both = Executors.newFixedThreadPool(HALVES.size());
    try {
      List<Callable<Toll>> work = new ArrayList<>();
      for (String half : HALVES) {
        work.add(() -> runs(half, new Random(SEED + half.hashCode()), KILLS / HALVES.size()));
      }
      int kills = 0;
      for (Future<Toll> toll : both.invokeAll(work)) {
        System.out.println(toll.get());
        kills += toll.get().kills();
      }
      assertThat(kills).as("seed %d", SEED).isEqualTo(KILLS / HALVES.size() * HALVES.size());
    } finally {
      both.shutdownNow();
    }
  }

  private Toll runs(String half, Random random, int kills) throws IOException {
    Toll sum = new Toll(0, 0, 0, 0);
    try (Gate gate = new Gate(slapd().port())) {
      while (sum.kills() < kills) {
        Path home = Files.createDirectory(room().resolve(half + "-" + sum.runs()));
        Toll one = run(half, home, gate, random, kills - sum.kills());
        sum =
            new Toll(
                sum.runs() + 1,
                sum.kills() + one.kills(),
                sum.extraWrites() + one.extraWrites(),
                sum.signIns() + one.signIns());
      }
    }
    return sum;
  }

  private Toll run(String half, Path home, Gate gate, Random random, int most) {
    Path config = home.resolve("keyturn.yaml");
    Slapd.write(
        config,
        Slapd.read(room().resolve("keyturn.yaml"))
            .replace(":" + gate().port(), ":" + gate.port())
            .replace(store().toString(), home.resolve("store").toString()));
    String[] reset = {
      "-o",
      "json",
      "reset",
      "-y",
      "--deliver",
      "show",
      "--filter",
      CONTRACTORS,
      "--filter",
      "(uid=*" + half + ")"
    };
    long mark = slapd().mark();
    Keyturn keyturn = new Keyturn(home, config);
    MortalRun run = new MortalRun(keyturn, gate, reset, random);

    Ended ended = run.untilItEnds(most).expect(0);

    assertThat(ended.accounted()).isEqualTo(ACCOUNTS);
    assertThat(ended.number("applied")).isEqualTo(ACCOUNTS);
    assertThat(run.shown()).hasSize(ACCOUNTS);
    assertThat(slapd().refused(run.shown())).isEmpty();
    Map<String, Integer> writes = slapd().writes(mark);
    writes.keySet().removeIf(login -> !login.endsWith(half));
    assertThat(writes).hasSize(ACCOUNTS);
    int sum = writes.values().stream().mapToInt(n -> n).sum();
    assertThat(sum).isLessThanOrEqualTo(ACCOUNTS + run.kills());
    // The promise is: accounts plus kills. The guard does better: each once.
    nobodyTwice(writes);
    assertThat(keyturn.run("-o", "json", "resume").expect(0).out().strip()).isEqualTo("[]");
    keyturn.run("audit", "verify").expect(0);
    return new Toll(1, run.kills(), sum - ACCOUNTS, ACCOUNTS);
  }
}
