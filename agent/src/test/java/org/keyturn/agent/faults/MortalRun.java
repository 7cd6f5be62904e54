package org.keyturn.agent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.keyturn.agent.faults.Gate.Kind;
import org.keyturn.agent.faults.Keyturn.Ended;

/**
 * One reset, killed again and again until it ends, by a knife that falls at random: one time in
 * four at any moment of a process's first two seconds, else soon after its first write. A process
 * that was killed before there was a run is started once more; every other one is followed by
 * {@code resume}.
 */
final class MortalRun {

  private static final int KILLED = 128 + 9;
  private static final int LONGEST_MILLIS = 2_000;
  private static final int LONGEST_SECONDS = 300;
  private static final int WRITING_MILLIS = 100;
  private static final int ANY_MOMENT = 4;

  private final Keyturn keyturn;
  private final Gate gate;
  private final String[] reset;
  private final Random random;
  private final Map<String, String> shown = new HashMap<>();
  private int kills;

  /**
   * @param gate this run's own: its first write is seen there
   * @param reset the command
   */
  MortalRun(Keyturn keyturn, Gate gate, String[] reset, Random random) {
    this.keyturn = keyturn;
    this.gate = gate;
    this.reset = reset;
    this.random = random;
  }

  int kills() {
    return kills;
  }

  /** What was shown, by whichever process, to the last one. */
  Map<String, String> shown() {
    return shown;
  }

  /**
   * @param most so often it is killed; then it is left alone
   * @return the process that ended by itself
   */
  Ended untilItEnds(int most) {
    String[] command = reset;
    while (true) {
      gate.leave();
      Keyturn.Launched life = keyturn.start(command);
      Ended ended = kills < most ? killed(life) : life.await(LONGEST_SECONDS);
      ended
          .passwords()
          .forEach((who, password) -> assertThat(shown.put(who, password)).isIn(null, password));
      boolean nothingYet = ended.exit() == 0 && ended.out().strip().equals("[]");
      if (ended.exit() != KILLED && !nothingYet) {
        return ended;
      }
      kills += ended.exit() == KILLED ? 1 : 0;
      command = nothingYet ? reset : new String[] {"-o", "json", "resume"};
    }
  }

  private Ended killed(Keyturn.Launched life) {
    if (random.nextInt(ANY_MOMENT) == 0) {
      pause(life, random.nextInt(LONGEST_MILLIS));
    } else {
      Waiting.until("it writes", () -> gate.seen(Kind.MODIFY) > 0 || !life.alive());
      pause(life, random.nextInt(WRITING_MILLIS));
    }
    life.kill();
    return life.await();
  }

  private static void pause(Keyturn.Launched life, int millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    while (life.alive() && System.nanoTime() < end) {
      Waiting.pause(1);
    }
  }
}
