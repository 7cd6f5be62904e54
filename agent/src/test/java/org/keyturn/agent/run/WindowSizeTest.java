package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowSizeTest {

  /**
   * A plus went well within half a second, s took longer, S very long, x had a failure, - fewer.
   */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "'', 10",
    "+, 20",
    "++, 40",
    "+++++, 40",
    "s, 10",
    "+s, 20",
    "++S, 10",
    "++x, 10",
    "++x+, 20",
    "++-, 40",
    "-, 10"
  })
  void growsWhileAllGoesWellAndQuickly(String windows, int size) {
    WindowSize window = new WindowSize(10, true);
    windows
        .chars()
        .forEach(
            c -> {
              int accounts = c == '-' ? 3 : window.size();
              window.landed(
                  new Landing.Summary(
                      accounts, c == 'x' ? 1 : 0, Optional.empty(), Optional.empty()),
                  accounts,
                  c == 's' ? 700_000_000L : c == 'S' ? 1_200_000_000L : 100_000_000L);
            });
    assertThat(window.size()).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({"true, 20", "false, 10"})
  void growsWhereItMay(boolean grows, int size) {
    WindowSize window = new WindowSize(10, grows);
    window.landed(new Landing.Summary(10, 0, Optional.empty(), Optional.empty()), 10, 1);
    assertThat(window.size()).isEqualTo(size);
  }
}
