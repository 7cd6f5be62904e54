package org.keyturn.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TimetableTest {

  private static final ScheduleSettings NIGHTLY = nightly(Duration.ofHours(1));

  private static ScheduleSettings nightly(Duration catchUp) {
    return new ScheduleSettings("0 30 2 * * ?", ZoneId.of("UTC"), catchUp);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-" + time + "Z");
  }

  static Stream<Arguments> rows() {
    List<Instant> none = List.of();
    return Stream.of(
        // sentence, latest, now, start, missed
        arguments("nothing has come yet", "22T02:30:00", "23T02:29:59", "", none),
        arguments("it comes this second", "22T02:30:00", "23T02:30:00", "23T02:30:00", none),
        arguments("it came, and is known", "23T02:30:00", "23T02:30:00", "", none),
        arguments(
            "late, exactly at the end of the window",
            "22T02:30:00",
            "23T03:30:00",
            "23T02:30:00",
            none),
        arguments(
            "a second too late", "22T02:30:00", "23T03:30:01", "", List.of(at("23T02:30:00"))),
        arguments(
            "three days off, back in the window",
            "19T02:30:00",
            "22T02:45:00",
            "22T02:30:00",
            List.of(at("20T02:30:00"), at("21T02:30:00"))),
        arguments(
            "three days off, back at noon",
            "19T02:30:00",
            "22T12:00:00",
            "",
            List.of(at("20T02:30:00"), at("21T02:30:00"), at("22T02:30:00"))),
        arguments("the clock went back an hour", "23T02:30:00", "23T01:45:00", "", none),
        arguments("first start, in the middle of the day", "22T12:00:00", "22T12:00:00", "", none));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void says(String sentence, String latest, String now, String start, List<Instant> missed) {
    Timetable timetable = Timetable.of(NIGHTLY, at(latest), at(now));
    assertThat(timetable.start().map(Instant::toString).orElse(""))
        .as(sentence)
        .isEqualTo(start.isEmpty() ? "" : at(start).toString());
    assertThat(timetable.missed()).as(sentence).isEqualTo(missed);
    assertThat(timetable.unlisted()).isZero();
  }

  @Test
  void ofALongAbsenceTheNewestFiftyAreListedAndTheOthersCounted() {
    Instant latest = Instant.parse("2026-01-01T12:00:00Z");
    Timetable inTime = Timetable.of(NIGHTLY, latest, latest.plus(Duration.ofHours(24 * 200 + 15)));
    assertThat(inTime.start()).isPresent();
    assertThat(inTime.missed()).hasSize(50).isSorted();
    assertThat(inTime.unlisted()).isEqualTo(150);
    assertThat(inTime.missed().get(49).plus(Duration.ofDays(1))).isEqualTo(inTime.start().get());

    Timetable late = Timetable.of(NIGHTLY, latest, latest.plus(Duration.ofDays(200)));
    assertThat(late.start()).isEmpty();
    assertThat(late.missed()).hasSize(50);
    assertThat(late.unlisted()).isEqualTo(150);
  }

  @Test
  void tenYearsOfEveryFiveMinutesAreNotCountedInOneGo() {
    ScheduleSettings often =
        new ScheduleSettings("0 0/5 * * * ?", ZoneId.of("UTC"), Duration.ofMinutes(5));
    Instant latest = at("22T12:00:00");
    Timetable timetable = Timetable.of(often, latest, latest.plus(Duration.ofDays(3653)));
    assertThat(timetable.missed()).hasSize(50);
    assertThat(timetable.unlisted()).isEqualTo(100_000 - 50);
    assertThat(timetable.start()).as("too old").isEmpty();
  }

  @Test
  void aScheduleOfThePastStartsNothing() {
    ScheduleSettings past =
        new ScheduleSettings("0 30 2 * * ? 2020", ZoneId.of("UTC"), Duration.ofDays(9999));
    assertThat(Timetable.of(past, at("22T12:00:00"), at("23T12:00:00")).start()).isEmpty();
  }
}
