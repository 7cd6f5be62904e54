package org.keyturn.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.directory.WriteResult;

/** What trips the live brake, and what does not; the boundary rows are both there. */
final class LiveBrakeTest {

  private static final WriteResult WENT_THROUGH =
      new WriteResult.Applied(EntryVersion.of(Map.of("v", "1")));

  private static LiveLimits limits(int inARow, int window, double errors, double stale) {
    return new LiveLimits(
        inARow, window, errors, stale, Duration.ofSeconds(2), "brake.live, keyturn.yaml:41:8");
  }

  private static LiveBrake heard(LiveLimits limits, String answers) {
    LiveBrake brake = new LiveBrake(limits);
    answers.chars().forEach(c -> brake.hear(brake.sending(), answer((char) c)));
    return brake;
  }

  private static WriteResult answer(char c) {
    return switch (c) {
      case '.' -> WENT_THROUGH;
      case 'a' -> new WriteResult.AlreadySo();
      case 'x' -> new WriteResult.Rejected("result-53", 53, "no");
      case '?' -> new WriteResult.Unknown("no answer");
      case 's' -> new WriteResult.Stale("changed-since-plan", "");
      case 'b' -> new WriteResult.Unreachable(WriteResult.BUSY, "busy");
      default -> throw new IllegalArgumentException("no answer is " + c);
    };
  }

  /** A point went through, an x is a refusal, s stale, ? no answer, b busy. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "xx, false, one less than the limit",
    "xxx, true, the limit",
    "xx.xx, false, a success between",
    "xxaxx, false, nothing to do is a success",
    "xxsxx, false, somebody else's change between is no refusal",
    "xxbx, true, busy says nothing of the accounts",
    "xx?x, true, nor does an answer that never came",
    "..xxx., true, in the middle",
    "xxx..., true, it stays tripped",
    "'', false, nothing at all"
  })
  void threeRefusalsInARow(String answers, boolean trips, String why) {
    assertThat(heard(limits(3, 100, 100, 100), answers).tripped().isPresent())
        .as(why)
        .isEqualTo(trips);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "xxxx, false, half a window is five",
    "x.x.x, true, three of five at the first look",
    "x.x.., false, two of five",
    "xx...xx., false, four of eight",
    "xx...xxx, true, five of eight",
    "....x.x.x.x.x, false, the last ten have five",
    "....xx.x.xx.x, true, and here they have six",
    "xx..........xxxxx, false, what left the window does not count",
    "?.?.?, true, no answer is an error",
    "xsxsx, true, errors among the stale",
    "xbbbbx, false, busy ones are no answers"
  })
  void sixtyPercentOfTheLastTenAreErrors(String answers, boolean trips, String why) {
    assertThat(heard(limits(99, 10, 60, 100), answers).tripped().isPresent())
        .as(why)
        .isEqualTo(trips);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "ssss, false, half a window is five",
    "s.s.s, true, three of five",
    "s.s..., false, two of six",
    "sxsx., false, refusals are not stale",
    ".....sssss, true, five of the last ten"
  })
  void halfOfTheLastTenAreStale(String answers, boolean trips, String why) {
    assertThat(heard(limits(99, 10, 100, 50), answers).tripped().isPresent())
        .as(why)
        .isEqualTo(trips);
  }

  @Test
  void theDefaultsLetHalfOfTheEntriesRefuse() {
    assertThat(heard(LiveLimits.DEFAULT, "x.".repeat(5_000)).tripped()).isEmpty();
    assertThat(heard(LiveLimits.DEFAULT, "xxxx.".repeat(20)).tripped()).isPresent();
  }

  @Test
  void theMessageSaysTheFigureTheLimitAndWhereItStands() {
    assertThat(heard(limits(3, 100, 100, 100), "xxx").tripped().orElseThrow())
        .startsWith(
            "3 writes in a row were refused, the last one with result-53; the limit is 3"
                + " (brake.live.in-a-row, keyturn.yaml:41:8)")
        .endsWith("then resume");
    assertThat(heard(limits(99, 10, 62.5, 100), "xx..xxx").tripped().orElseThrow())
        .startsWith(
            "4 of the last 6 answers were refusals or missing, that is 67 %; the limit is 62.5 %"
                + " (brake.live.error-percent, keyturn.yaml:41:8)");
    assertThat(heard(limits(99, 10, 100, 50), "s.s.s").tripped().orElseThrow())
        .startsWith(
            "3 of the last 5 accounts were changed by somebody else since the plan, that is 60 %;"
                + " the limit is 50 % (brake.live.stale-percent, keyturn.yaml:41:8)");
    assertThat(heard(LiveLimits.DEFAULT, "x".repeat(20)).tripped().orElseThrow())
        .contains("(brake.live.in-a-row, built in, no brake.live in the config)");
  }

  /** Blocks of five answers; each number is what they took, in milliseconds. */
  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource({
    "'50 2000', 1, false, the first slow block slows the run down",
    "'50 2000 2000', 2, false, so does the second",
    "'50 2000 2000 2000', 3, true, the third means that it did not help",
    "'50 1999 1999 1999', 0, false, not slow enough",
    "'250 2000 2000 2000', 0, false, not ten times what it was",
    "'200 2000 2000 2000', 3, true, ten times what it was",
    "'50 2000 2000 60 2000 2000', 4, false, it recovered between",
    "'3000 3000 3000 3000', 0, false, a directory that was slow from the start is as it is"
  })
  void aDirectoryThatBecomesSlow(String blocks, int slowedDown, boolean trips, String why) {
    LiveBrake brake = new LiveBrake(limits(99, 10, 100, 100));
    int slower = 0;
    for (String block : blocks.split(" ")) {
      for (int i = 0; i < 5; i++) {
        slower += brake.tookTooLong(WENT_THROUGH, Long.parseLong(block) * 1_000_000) ? 1 : 0;
      }
    }
    assertThat(slower).as(why).isEqualTo(slowedDown);
    assertThat(brake.tripped().isPresent()).as(why).isEqualTo(trips);
    brake
        .tripped()
        .ifPresent(text -> assertThat(text).contains("2.0 s").contains("brake.live.latency"));
  }

  @Test
  void twoOfFiveAnswersThatWereLostAreNoSlowDirectory() {
    LiveBrake brake = new LiveBrake(limits(99, 10, 100, 100));
    for (int i = 0; i < 50; i++) {
      long took = i % 5 < 2 && i >= 5 ? 30_000_000_000L : 1_000_000;
      assertThat(brake.tookTooLong(WENT_THROUGH, took)).isFalse();
    }
  }

  @Test
  void neverMeansNever() {
    LiveBrake brake = new LiveBrake(new LiveLimits(99, 10, 100, 100, Duration.ZERO, "a test"));
    for (int i = 0; i < 100; i++) {
      assertThat(brake.tookTooLong(WENT_THROUGH, i * 1_000_000_000L)).isFalse();
    }
  }
}
