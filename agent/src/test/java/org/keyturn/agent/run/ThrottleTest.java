package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Trials on a clock that the test moves: a server that answers so many writes a second. */
final class ThrottleTest {

  private long nanos;

  /** A server of which more writes at a time make more of a second, up to a number. */
  private int settled(int most, int useful) {
    Throttle throttle = new Throttle(most, () -> nanos);
    for (int i = 0; i < 20_000; i++) {
      throttle.enter();
      nanos += 4_000_000 / Math.min(throttle.limit(), useful);
      throttle.leave(false);
    }
    return throttle.limit();
  }

  @Test
  void aDistantServerGetsAsManyAsThereAre() {
    assertThat(settled(16, 16)).isEqualTo(16);
  }

  @Test
  void aServerThatDoesOneAtATimeGetsNoMoreThanAtFirst() {
    assertThat(settled(16, 1)).isIn(4, 8); // eight while it is tried again
  }

  @Test
  void neverMoreThanThereAreConnections() {
    assertThat(settled(2, 16)).isEqualTo(2);
    assertThat(settled(1, 16)).isEqualTo(1);
  }

  @Test
  void aBusyServerGetsHalfAndSuccessBringsMore() {
    Throttle throttle = new Throttle(16, () -> nanos);
    for (int i = 0; i < 3; i++) {
      throttle.enter();
      throttle.leave(true);
    }
    assertThat(throttle.limit()).isEqualTo(1);
    for (int i = 0; i < 20_000; i++) {
      throttle.enter();
      nanos += 4_000_000 / Math.min(throttle.limit(), 16);
      throttle.leave(false);
    }
    assertThat(throttle.limit()).isEqualTo(16);
  }

  @Test
  void whoeverComesWhenItIsFullWaitsForAPlace() throws Exception {
    Throttle throttle = new Throttle(1, () -> nanos);
    throttle.enter();
    CountDownLatch entered = new CountDownLatch(1);
    Thread second =
        new Thread(
            () -> {
              throttle.enter();
              entered.countDown();
            });
    second.start();
    while (second.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    throttle.leave(false);
    assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
