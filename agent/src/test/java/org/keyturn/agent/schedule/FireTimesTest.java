package org.keyturn.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FireTimesTest {

  private static final String AMSTERDAM = "Europe/Amsterdam";
  private static final String NEW_YORK = "America/New_York";
  private static final String DAILY = "0 30 2 * * ?";
  private static final String HOURLY = "0 0 * * * ?";
  private static final String FIVE_MINUTES = "0 0/5 * * * ?";

  private static ScheduleSettings schedule(String cron, String zone) {
    return new ScheduleSettings(cron, ZoneId.of(zone), Duration.ofHours(1));
  }

  /** Every instant of a day in the schedule's zone. */
  private static List<Instant> day(String cron, String zone, String date) {
    ZoneId id = ZoneId.of(zone);
    Instant end = LocalDate.parse(date).plusDays(1).atStartOfDay(id).toInstant();
    List<Instant> all = new ArrayList<>();
    Optional<Instant> next =
        FireTimes.next(
            schedule(cron, zone),
            LocalDate.parse(date).atStartOfDay(id).toInstant().minusMillis(1));
    while (next.isPresent() && next.get().isBefore(end)) {
      all.add(next.get());
      next = FireTimes.next(schedule(cron, zone), next.get());
    }
    return all;
  }

  static Stream<Arguments> daily() {
    return Stream.of(
        arguments("an ordinary day", AMSTERDAM, "2026-11-22", "2026-11-22T01:30:00Z"),
        arguments(
            "02:30 does not exist: at the change", AMSTERDAM, "2027-03-28", "2027-03-28T01:00:00Z"),
        arguments("the day after", AMSTERDAM, "2027-03-29", "2027-03-29T00:30:00Z"),
        arguments("02:30 comes twice: the first", AMSTERDAM, "2026-10-25", "2026-10-25T00:30:00Z"),
        arguments("the day after", AMSTERDAM, "2026-10-26", "2026-10-26T01:30:00Z"),
        arguments(
            "02:30 does not exist: at the change", NEW_YORK, "2027-03-14", "2027-03-14T07:00:00Z"),
        arguments(
            "02:30 comes once, an hour after 01:30 did twice",
            NEW_YORK,
            "2026-11-01",
            "2026-11-01T07:30:00Z"));
  }

  @ParameterizedTest(name = "{0}, {1} {2}")
  @MethodSource("daily")
  void fault22ATimeOfDayComesOnceADay(String sentence, String zone, String date, String at) {
    assertThat(day(DAILY, zone, date)).as(sentence).containsExactly(Instant.parse(at));
  }

  @Test
  void aTimeOfDayComesOnceOnEveryDayOfTwentyYears() {
    for (String zone : List.of(AMSTERDAM, NEW_YORK, "Australia/Lord_Howe", "UTC", "Pacific/Apia")) {
      ZoneId id = ZoneId.of(zone);
      Instant at =
          FireTimes.next(schedule(DAILY, zone), Instant.parse("2026-01-01T12:00:00Z"))
              .orElseThrow();
      LocalDate before = LocalDate.ofInstant(at, id);
      for (int i = 0; i < 20 * 365; i++) {
        at = FireTimes.next(schedule(DAILY, zone), at).orElseThrow();
        LocalDate date = LocalDate.ofInstant(at, id);
        assertThat(date).as("%s, %s", zone, at).isEqualTo(before.plusDays(1));
        before = date;
      }
    }
  }

  static Stream<Arguments> hours() {
    return Stream.of(
        arguments(HOURLY, AMSTERDAM, "2027-03-28", 23, Duration.ofHours(1)),
        arguments(HOURLY, AMSTERDAM, "2026-10-25", 25, Duration.ofHours(1)),
        arguments(HOURLY, AMSTERDAM, "2026-11-22", 24, Duration.ofHours(1)),
        arguments(HOURLY, NEW_YORK, "2027-03-14", 23, Duration.ofHours(1)),
        arguments(HOURLY, NEW_YORK, "2026-11-01", 25, Duration.ofHours(1)),
        arguments(FIVE_MINUTES, AMSTERDAM, "2027-03-28", 23 * 12, Duration.ofMinutes(5)),
        arguments(FIVE_MINUTES, AMSTERDAM, "2026-10-25", 25 * 12, Duration.ofMinutes(5)),
        arguments(FIVE_MINUTES, NEW_YORK, "2027-03-14", 23 * 12, Duration.ofMinutes(5)),
        arguments(FIVE_MINUTES, NEW_YORK, "2026-11-01", 25 * 12, Duration.ofMinutes(5)));
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3} times")
  @MethodSource("hours")
  void fault22WhatComesEveryHourFollowsTheTimeThatPasses(
      String cron, String zone, String date, int times, Duration apart) {
    List<Instant> all = day(cron, zone, date);
    assertThat(all).hasSize(times).doesNotHaveDuplicates();
    for (int i = 1; i < all.size(); i++) {
      assertThat(Duration.between(all.get(i - 1), all.get(i))).isEqualTo(apart);
    }
  }

  @Test
  void severalTimesInTheHourThatIsLeftOutComeOnce() {
    assertThat(day("0 0/15 2 * * ?", AMSTERDAM, "2027-03-28"))
        .containsExactly(Instant.parse("2027-03-28T01:00:00Z"));
    assertThat(day("0 0 2,3 * * ?", AMSTERDAM, "2027-03-28"))
        .as("02:00 is put to 03:00, which is scheduled too")
        .containsExactly(Instant.parse("2027-03-28T01:00:00Z"));
    assertThat(day("0 0/15 2 * * ?", AMSTERDAM, "2026-10-25"))
        .as("not in the second pass")
        .hasSize(4);
  }

  @Test
  void fromWithinTheSecondPassTheNextIsTomorrow() {
    LocalDateTime quarterPastTwo = LocalDateTime.parse("2026-10-25T02:15:00");
    Instant secondPass = quarterPastTwo.toInstant(ZoneOffset.ofHours(1));
    assertThat(FireTimes.next(schedule(DAILY, AMSTERDAM), secondPass))
        .contains(Instant.parse("2026-10-26T01:30:00Z"));
  }

  @Test
  void theNextIsStrictlyAfter() {
    Instant at = Instant.parse("2026-11-22T01:30:00Z");
    ScheduleSettings daily = schedule(DAILY, AMSTERDAM);
    assertThat(FireTimes.next(daily, at.minusMillis(1))).contains(at);
    assertThat(FireTimes.next(daily, at)).contains(at.plus(Duration.ofDays(1)));
    assertThat(FireTimes.next(daily, at.plusMillis(1))).contains(at.plus(Duration.ofDays(1)));
  }

  @Test
  void aScheduleOfThePastHasNoNext() {
    assertThat(
            FireTimes.next(
                schedule("0 30 2 * * ? 2020", AMSTERDAM), Instant.parse("2026-01-01T00:00:00Z")))
        .isEmpty();
    assertThat(
            FireTimes.next(
                schedule("0 0 * * * ? 2020", AMSTERDAM), Instant.parse("2026-01-01T00:00:00Z")))
        .isEmpty();
  }

  @Test
  void workdaysAreThoseOfTheZone() {
    // Friday evening in New York is Saturday in UTC.
    assertThat(
            FireTimes.next(
                schedule("0 30 22 ? * MON-FRI", NEW_YORK), Instant.parse("2026-11-20T12:00:00Z")))
        .contains(Instant.parse("2026-11-21T03:30:00Z"));
  }

  static Stream<Arguments> crons() {
    return Stream.of(
        arguments("0 30 2 ? * MON-FRI", ""),
        arguments("0 30 2 * * ? 2020", ""),
        arguments("30 2 * * *", "5 fields"),
        arguments("", "1 field"),
        arguments("0 0 0 31 2 ?", "never comes"),
        arguments("0 61 2 * * ?", "Minute"),
        arguments("0 30 2 * * MON-FRI", "day-of-week"),
        arguments("a b c d e f", "a"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("crons")
  void aCronIsJudgedBeforeItIsScheduled(String cron, String problem) {
    assertThat(CronText.problem(cron).orElse(""))
        .matches(text -> text.isEmpty() == problem.isEmpty())
        .contains(problem);
  }
}
