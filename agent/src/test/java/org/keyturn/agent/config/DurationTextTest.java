package org.keyturn.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A duration")
final class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "90d,P90D",
    "12h,PT12H",
    "15m,PT15M",
    "30s,PT30S",
    "0s,PT0S",
    "1d12h,PT36H",
    "1d2h3m4s,P1DT2H3M4S",
    "1d4s,P1DT4S",
    "90m,PT90M",
    "36500d,P36500D",
    "36499d24h,P36500D"
  })
  void is_read(String text, Duration duration) {
    assertThat(DurationText.parse(text)).contains(duration);
    assertThat(DurationText.problem(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "d",
        "90",
        "90 d",
        " 90d",
        "90D",
        "-1d",
        "+1d",
        "1.5d",
        "1w",
        "1y",
        "P90D",
        "12h1d",
        "1d1d",
        "1000000000s",
        "٩d",
        "never"
      })
  void is_refused(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
    assertThat(DurationText.problem(text)).contains("is no duration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"36501d", "36500d1s", "999999999d999999999h", "999999999h"})
  void is_not_longer_than_a_century(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
    assertThat(DurationText.problem(text)).contains("is longer than 36500d");
  }
}
