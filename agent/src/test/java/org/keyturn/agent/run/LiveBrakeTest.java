package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LiveBrakeTest {

  /** A point is a write that went through, an x a refusal. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "xx, false, one less than the limit",
    "xxx, true, the limit",
    "xx.xx, false, a success between",
    "..xxx., true, in the middle",
    "xxx..., true, it stays tripped",
    "'', false, nothing at all"
  })
  void threeRefusalsInARow(String writes, boolean trips, String why) {
    LiveBrake brake = new LiveBrake(3);
    for (char write : writes.toCharArray()) {
      if (write == 'x') {
        brake.refused("result-53");
      } else {
        brake.wentThrough();
      }
    }
    assertThat(brake.tripped().filter(text -> text.contains("result-53")).isPresent())
        .as(why)
        .isEqualTo(trips);
  }
}
