package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Keyturn.Ended;

/** Fault 7: killed again and again until a reset of 1,000 accounts ends. */
final class RandomKillIT extends FaultPhase {

  private static final int KILLED = 128 + 9;
  private static final int MOST_KILLS = 15;
  private static final int LONGEST_MILLIS = 2_000;

  @Override
  int people() {
    return 1_000;
  }

  @Test
  void itEndsAndNobodyIsWrittenMoreOftenThanItWasKilled() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int kills = 0;
    // Unhurried, or a quick machine would be through before the knife falls.
    Keyturn.Launched launched = reset("--rate", "150/s");
    Waiting.until("it writes", () -> gate().seen(Kind.MODIFY) > 0 || !launched.alive());
    Ended ended = killed(launched, random);
    Map<String, String> shown = new HashMap<>();
    show(shown, ended);
    while (ended.exit() == KILLED) {
      kills++;
      gate().leave();
      Keyturn.Launched next = keyturn().start("-o", "json", "resume", "--rate", "150/s");
      // From its first word to the directory on; a slow machine would else kill it unborn.
      Waiting.until("it begins", () -> gate().seen(Kind.BIND) > 0 || !next.alive());
      ended = kills < MOST_KILLS ? killed(next, random) : next.await();
      show(shown, ended);
    }
    System.out.println("killed " + kills + " times");

    assertThat(kills).as("seed %d", seed).isPositive();
    ended.expect(0);
    assertThat(ended.accounted()).isEqualTo(people());
    assertThat(ended.number("applied")).isEqualTo(people());
    assertThat(shown).hasSize(people());
    assertThat(slapd().refused(shown)).isEmpty();
    // The promise is: accounts plus kills. The guard does better: each once.
    eachOnce();
    resumeDoesNothing();
  }

  /** What one process showed, another one does not contradict. */
  private static void show(Map<String, String> shown, Ended ended) {
    ended
        .passwords()
        .forEach((login, password) -> assertThat(shown.put(login, password)).isIn(null, password));
  }

  private static Ended killed(Keyturn.Launched launched, Random random) {
    long end = System.nanoTime() + random.nextInt(LONGEST_MILLIS) * 1_000_000L;
    while (launched.alive() && System.nanoTime() < end) {
      Waiting.pause(1);
    }
    launched.kill();
    return launched.await();
  }
}
