package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.TurnedClock;

/** How often a password may be tried. */
final class TriesTest {

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-11-27T10:00:00Z"));
  private final Tries tries = new Tries(clock);

  private int taken(String account, int times) {
    return (int) IntStream.range(0, times).filter(i -> tries.take(account)).count();
  }

  @Test
  void oneAccountIsTriedTwiceUntilHalfAnHourIsOver() {
    assertThat(taken("a", 100)).isEqualTo(Tries.OF_ONE);
    clock.turn(Tries.WINDOW.minusSeconds(1));
    assertThat(taken("a", 100)).isZero();
    clock.turn(Tries.WINDOW);
    assertThat(taken("a", 100)).isEqualTo(Tries.OF_ONE);
  }

  @Test
  void aRightTryIsNotCounted() {
    for (int i = 0; i < 50; i++) {
      assertThat(tries.take("a")).isTrue();
      tries.right("a");
    }
    assertThat(taken("a", 100)).isEqualTo(Tries.OF_ONE);
  }

  @Test
  void everybodyTogetherIsBoundedToo() {
    assertThat(IntStream.range(0, 1_000).filter(i -> tries.take("account-" + i)).count())
        .isEqualTo(Tries.OF_ALL);
    clock.turn(Tries.MOMENT);
    assertThat(tries.take("one more")).isTrue();
  }
}
