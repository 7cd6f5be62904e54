package org.keyturn.agent.console;

import java.time.Duration;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.journal.Waves;

/**
 * That a plan is carried out wave by wave, as whoever confirmed it wants it.
 *
 * @param size accounts in a wave
 * @param canary accounts in the first one; 0: as in the others
 * @param every from the start of a wave to that of the next
 */
public record Waving(int size, int canary, Duration every) {

  public Waving {
    if (size < 1 || canary < 0 || every.isZero() || every.isNegative()) {
      throw new IllegalArgumentException("no pace: " + size + ", " + canary + ", " + every);
    }
  }

  /**
   * @param hours when waves may start
   */
  public Waves in(BusinessHours hours) {
    return new Waves(size, canary, every, Waves.MAX_FAILED_PERCENT, hours);
  }

  /** {@code SIZE CANARY EVERY}, the last as ISO-8601 has it. */
  String text() {
    return size + " " + canary + " " + every;
  }

  static Waving of(String text) {
    String[] parts = text.strip().split(" ", -1);
    return new Waving(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Duration.parse(parts[2]));
  }
}
