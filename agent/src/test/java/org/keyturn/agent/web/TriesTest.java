package org.keyturn.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often a password may be tried. */
final class TriesTest {

  private final Hand clock = new Hand();
  private final Tries tries = new Tries(clock);

  private int taken(String account, int times) {
    return (int) IntStream.range(0, times).filter(i -> tries.take(account)).count();
  }

  @Test
  void oneAccountIsTriedTwiceUntilHalfAnHourIsOver() {
    assertThat(taken("a", 100)).isEqualTo(Tries.OF_ONE);
    clock.later(Tries.WINDOW.minusSeconds(1));
    assertThat(taken("a", 100)).isZero();
    clock.later(Tries.WINDOW);
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
    clock.later(Tries.MOMENT);
    assertThat(tries.take("one more")).isTrue();
  }
}
