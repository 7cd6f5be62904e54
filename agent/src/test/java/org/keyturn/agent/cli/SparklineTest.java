package org.keyturn.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small pictures of a terminal, and words that fit it. */
final class SparklineTest {

  @ParameterizedTest(name = "{0} of {1} in {2}: {3}")
  @CsvSource({
    "0 0 0, 4, 9, '   '",
    "1 1 1 1, 4, 9, ▂▄▆█",
    "0 4, 4, 9, ' █'",
    // Only all is full, and one of many is seen.
    "99 0, 100, 9, ▇▇",
    "1 0, 100000, 9, ▁▁",
    "9, 4, 9, █",
    // Two days to a character; the last has what is left.
    "1 1 0 0 2, 4, 3, ▄▄█",
  })
  void oneCharacterIsWhatHasComeTogether(String days, long goal, int room, String expected) {
    long[] ofDay = Arrays.stream(days.split(" ")).mapToLong(Long::parseLong).toArray();
    assertThat(Sparkline.of(ofDay, goal, room)).isEqualTo(expected);
  }

  @Test
  void aSentenceIsCutBetweenWords() {
    assertThat(Wrapped.lines("No password of three", 11))
        .isEqualTo(List.of("No password", "of three"));
    assertThat(Wrapped.lines("unbreakable", 4)).isEqualTo(List.of("unbreakable"));
    assertThat(Wrapped.lines("", 4)).isEqualTo(List.of(""));
  }

  /** What a terminal gets while so many accounts are read. */
  private static String counting(int accounts, boolean terminal) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Screen screen =
        new Screen(
            InputStream.nullInputStream(),
            new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
            new PrintStream(err, true, UTF_8),
            new Screen.Terminal(terminal, terminal, terminal, 80),
            false);
    try (Counting counting = new Counting(screen)) {
      for (int i = 0; i < accounts; i++) {
        counting.one();
      }
    }
    return err.toString(UTF_8);
  }

  @Test
  void aLongPassSaysHowFarItHasComeAndClearsItsLine() {
    assertThat(counting(2_500, true))
        .startsWith("\r1,000 accounts read\r2,000 accounts read\r ")
        .endsWith(" \r");
    assertThat(counting(999, true)).isEmpty();
    assertThat(counting(2_500, false)).isEmpty();
  }
}
