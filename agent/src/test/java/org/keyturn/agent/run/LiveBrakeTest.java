package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LiveBrakeTest {

  /** Windows are separated by a bar; a point is a write that went through, an x a refusal. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "xx, false, one less than the limit",
    "xxx, true, the limit",
    "xx|x, true, across windows",
    "xx.xx, false, a success between",
    "xx|.|xx, false, a success between windows",
    "..xxx., true, in the middle of a window",
    "'', false, an empty window"
  })
  void threeRefusalsInARow(String writes, boolean trips, String why) {
    LiveBrake brake = new LiveBrake(3);
    boolean tripped = false;
    for (String window : writes.split("\\|")) {
      List<String> verdicts =
          Arrays.stream(window.split("")).map(w -> w.equals("x") ? "result-53" : "").toList();
      tripped |=
          brake
              .judge(new Window.Summary(0, 0, verdicts, Optional.empty(), Optional.empty()))
              .filter(text -> text.contains("result-53"))
              .isPresent();
    }
    assertThat(tripped).as(why).isEqualTo(trips);
  }
}
