package org.keyturn.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.report.Course.Day;

/** The numbers that charts are drawn from. */
final class ChartTest {

  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  @ParameterizedTest(name = "{0} and {1} of {2} are {3} and {4} long")
  @CsvSource({
    "0, 0, 0, 0, 0",
    "0, 0, 5, 0, 0",
    "5, 0, 5, 1000, 0",
    "0, 5, 5, 0, 1000",
    "2, 3, 5, 400, 600",
    "1, 2, 3, 333, 667",
    // What is there is seen, and nothing runs out of the picture.
    "1, 0, 100000, 8, 0",
    "99999, 1, 100000, 1000, 0",
    "9, 0, 5, 1000, 0",
    "9223372036854775807, 0, 9223372036854775807, 1000, 0",
    "-1, -1, 5, 0, 0",
  })
  void barsAreWholeAndFit(long first, long second, long most, int one, int two) {
    assertThat(Bar.of(first, second, most)).isEqualTo(new Bar(one, two));
  }

  private static List<Day> days(long... written) {
    Map<Instant, Long> all = new TreeMap<>();
    Instant at = START;
    for (long n : written) {
      all.put(at, n);
      at = at.plus(Duration.ofDays(1));
    }
    return Course.days(START, at.minus(Duration.ofDays(1)), ZoneOffset.UTC, all, Map.of());
  }

  @Test
  void aCurveAddsUpDayByDayToItsGoal() {
    List<Day> days = days(1, 0, 3);
    assertThat(Curve.width(days)).isEqualTo(30);
    assertThat(Curve.line(days, 4, Day::written)).isEqualTo("0,1000 10,750 20,750 30,0");
    assertThat(Curve.area(days, 4, Day::written)).isEqualTo("0,1000 10,750 20,750 30,0 30,1000");
    assertThat(Curve.line(days, 4, Day::changed)).isEqualTo("0,1000 10,1000 20,1000 30,1000");
    assertThat(Curve.line(days(7), 4, Day::written)).as("more than all").isEqualTo("0,1000 10,0");
  }

  @Test
  void noDayIsMissingAndNothingIsLost() {
    ZoneId amsterdam = ZoneId.of("Europe/Amsterdam");
    Instant start = Instant.parse("2026-10-23T22:30:00Z"); // the 24th there; summer time ends after
    Instant end = Instant.parse("2026-10-26T23:30:00Z");
    List<Day> days =
        Course.days(
            start,
            end,
            amsterdam,
            Map.of(start, 2L, Instant.parse("2026-10-25T22:59:59Z"), 3L),
            Map.of(start.minusSeconds(3_600), 1L, end.plus(Duration.ofDays(9)), 4L));
    assertThat(days)
        .containsExactly(
            new Day(Instant.parse("2026-10-23T22:00:00Z"), 2, 1),
            new Day(Instant.parse("2026-10-24T22:00:00Z"), 3, 0),
            new Day(Instant.parse("2026-10-25T23:00:00Z"), 0, 0),
            new Day(Instant.parse("2026-10-26T23:00:00Z"), 0, 4));
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    "0, 0, 0 %",
    "0, 7, 0 %",
    "7, 7, 100 %",
    "1, 100000, <0.1 %",
    "99999, 100000, >99.9 %",
    "995, 1000, 99.5 %",
    "1, 3, 33 %",
    "1, 31, 3.2 %",
  })
  void aShareNeverSaysAllOrNothingWhereItIsNot(long n, long of, String expected) {
    assertThat(Phrases.share(n, of)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z, 28 Dec – 3 Jan",
    "2026-11-29T00:00:00Z, 2026-11-30T00:00:00Z, 29 Nov",
  })
  void aSpanEndsOnItsLastDay(Instant from, Instant until, String expected) {
    assertThat(new Dates(ZoneOffset.UTC).span(from, until)).isEqualTo(expected);
  }
}
