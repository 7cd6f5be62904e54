package org.keyturn.agent.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Draws what people are like, the same for each run, so that a failure can be looked at again. */
final class Lot {

  /** Ages about which some policy of {@link DueFilterContract} ends a password, and extremes. */
  private static final int[] EDGES = {0, 4, 5, 6, 75, 76, 89, 90, 91, 399, 400, 401, 5000};

  private final Random random = new Random(20_261_122);
  private final Instant now;

  Lot(Instant now) {
    this.now = now;
  }

  String oneOf(String... these) {
    return these[random.nextInt(these.length)];
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  /** When somebody last did something, by a clock that now and then was ahead. */
  Instant past() {
    if (oneIn(12)) {
      return now.plus(Duration.ofDays(random.nextInt(100)));
    }
    int days = random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextInt(500);
    return now.minus(Duration.ofDays(days)).plusSeconds(random.nextInt(3) - 1);
  }

  /** That as a GeneralizedTime in one of the forms that its syntax has. */
  String pastInAnyForm() {
    Instant at = past();
    return switch (random.nextInt(10)) {
      case 0 -> InetOrgPersonLab.time(at).replace("Z", ".5Z");
      case 1 -> InetOrgPersonLab.time(at.plus(Duration.ofHours(2))).replace("Z", "+0200");
      default -> InetOrgPersonLab.time(at);
    };
  }
}
