package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunSettingsTest {

  @Test
  void withoutARateAWindowIsAHundred() {
    assertThat(RunSettings.with(16, OptionalDouble.empty(), LiveLimits.DEFAULT).window())
        .isEqualTo(100);
  }

  @ParameterizedTest(name = "at {0} a second a window is {1}")
  @CsvSource({"1000, 100", "20, 100", "19.9, 99", "10, 50", "1, 5", "0.4, 2", "0.2, 1", "0.001, 1"})
  void atALowRateAWindowIsRecordedAfterFiveSeconds(double rate, int window) {
    assertThat(RunSettings.with(16, OptionalDouble.of(rate), LiveLimits.DEFAULT).window())
        .isEqualTo(window);
  }
}
