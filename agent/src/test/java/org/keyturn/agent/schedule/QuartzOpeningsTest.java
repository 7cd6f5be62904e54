package org.keyturn.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.journal.BusinessHours;

/** When a wave may start. */
final class QuartzOpeningsTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  private static BusinessHours hours(String text, ZoneId zone, String holidays) {
    return new BusinessHours(
        Optional.of(text).filter(t -> !t.isEmpty()),
        zone,
        Arrays.stream(holidays.split(" ", -1))
            .filter(day -> !day.isEmpty())
            .map(LocalDate::parse)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Instant next(BusinessHours hours, Instant from) {
    return new QuartzOpenings().next(hours, from);
  }

  /** In Amsterdam: 2026-11-27 is a Friday; clocks change on 2026-03-29 and 2026-10-25 at 01:00Z. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          within the hours it is now          | MON-FRI 08:00-17:00 |            | 2026-11-27T10:00:00.123456Z | 2026-11-27T10:00:00.123456Z
          the first minute counts             | MON-FRI 08:00-17:00 |            | 2026-11-27T07:00:00Z | 2026-11-27T07:00:00Z
          just before it waits                | MON-FRI 08:00-17:00 |            | 2026-11-27T06:59:59.999Z | 2026-11-27T07:00:00Z
          the last moment counts              | MON-FRI 08:00-17:00 |            | 2026-11-27T15:59:59.999Z | 2026-11-27T15:59:59.999Z
          the end does not count              | MON-THU,SAT 08:00-17:00 |        | 2026-11-26T16:00:00Z | 2026-11-28T07:00:00Z
          Friday evening waits for Monday     | MON-FRI 08:00-17:00 |            | 2026-11-27T16:00:00Z | 2026-11-30T07:00:00Z
          Saturday waits for Monday           | MON-FRI 08:00-17:00 |            | 2026-11-28T10:00:00Z | 2026-11-30T07:00:00Z
          a holiday on Monday: Tuesday        | MON-FRI 08:00-17:00 | 2026-11-30 | 2026-11-28T10:00:00Z | 2026-12-01T07:00:00Z
          in the midst of a holiday           | MON-FRI 08:00-17:00 | 2026-11-27 | 2026-11-27T10:00:00Z | 2026-11-30T07:00:00Z
          holidays over a weekend             | MON-FRI 08:00-17:00 | 2026-12-24 2026-12-25 2026-12-28 | 2026-12-23T16:30:00Z | 2026-12-29T07:00:00Z
          a holiday without hours             |                     | 2026-11-27 | 2026-11-27T10:00:00Z | 2026-11-27T23:00:00Z
          no hours and no holiday             |                     |            | 2026-11-28T03:00:00Z | 2026-11-28T03:00:00Z
          days alone begin at midnight        | MON-FRI             |            | 2026-11-28T10:00:00Z | 2026-11-29T23:00:00Z
          hours alone hold at weekends        | 08:00-17:00         |            | 2026-11-27T16:00:00Z | 2026-11-28T07:00:00Z
          to the end of the day               | 22:00-24:00         |            | 2026-11-27T22:59:59.999Z | 2026-11-27T22:59:59.999Z
          the hour is the wall's in summer    | MON-FRI 08:00-17:00 |            | 2026-07-03T16:00:00Z | 2026-07-06T06:00:00Z
          over the change to summer time      | 08:00-17:00         |            | 2026-03-28T16:00:00Z | 2026-03-29T06:00:00Z
          over the change to winter time      | 08:00-17:00         |            | 2026-10-24T15:00:00Z | 2026-10-25T07:00:00Z
          hours that begin in the gap         | 02:30-05:00         |            | 2026-03-29T00:45:00Z | 2026-03-29T01:00:00Z
          hours that the gap swallows         | 02:15-02:45         |            | 2026-03-29T00:45:00Z | 2026-03-30T00:15:00Z
          the hour that comes twice, first    | 02:30-02:40         |            | 2026-10-25T00:10:00Z | 2026-10-25T00:30:00Z
          the hour that comes twice, second   | 02:30-02:40         |            | 2026-10-25T01:10:00Z | 2026-10-25T01:30:00Z
          in it the second time               | 02:30-02:40         |            | 2026-10-25T01:35:00Z | 2026-10-25T01:35:00Z
          between the two it waits a day      | 02:30-02:40         |            | 2026-10-25T00:50:00Z | 2026-10-26T01:30:00Z
          """)
  void amsterdam(String name, String text, String holidays, Instant from, Instant expected) {
    BusinessHours hours =
        hours(
            Optional.ofNullable(text).orElse(""),
            AMSTERDAM,
            Optional.ofNullable(holidays).orElse(""));
    assertThat(next(hours, from)).as(name).isEqualTo(expected);
  }

  @Test
  void aHolidayIsTheDayOfItsZone() {
    BusinessHours auckland = hours("", ZoneId.of("Pacific/Auckland"), "2026-12-25");
    assertThat(next(auckland, Instant.parse("2026-12-24T10:59:59Z")))
        .isEqualTo("2026-12-24T10:59:59Z");
    assertThat(next(auckland, Instant.parse("2026-12-24T11:00:00Z")))
        .isEqualTo("2026-12-25T11:00:00Z");
  }

  /** Minute by minute, in java.time alone. */
  private static boolean isOpen(HoursText text, BusinessHours hours, Instant at) {
    ZonedDateTime wall = at.atZone(hours.zone());
    int minute = wall.getHour() * 60 + wall.getMinute();
    return text.days().contains(wall.getDayOfWeek())
        && minute >= text.from()
        && minute < text.to()
        && !hours.holidays().contains(wall.toLocalDate());
  }

  @Test
  void whateverTheHoursItIsTheFirstOpenMinuteUnlessAnHourComesTwice() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> zones =
        List.of("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");
    for (int i = 0; i < 300; i++) {
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      int from = random.nextInt(1439);
      int to = from + 1 + random.nextInt(1440 - from);
      DayOfWeek day = DayOfWeek.of(1 + random.nextInt(7));
      String text =
          String.format(
              java.util.Locale.ROOT,
              "%s-%s %02d:%02d-%02d:%02d",
              day.name().substring(0, 3),
              day.plus(random.nextInt(7)).name().substring(0, 3),
              from / 60,
              from % 60,
              to / 60,
              to % 60);
      Instant start =
          Instant.parse("2026-01-01T00:00:00Z")
              .plus(Duration.ofMinutes(random.nextInt(365 * 24 * 60)));
      LocalDate holiday = start.atZone(zone).toLocalDate().plusDays(random.nextInt(3));
      BusinessHours hours = hours(text, zone, holiday.toString());
      String what = "seed " + seed + ": " + text + " " + zone + " " + holiday + " from " + start;
      HoursText parsed = HoursText.parse(text);

      Instant at = next(hours, start);

      assertThat(at).as(what).isAfterOrEqualTo(start);
      assertThat(isOpen(parsed, hours, at)).as(what + " is " + at).isTrue();
      for (Instant m = start; m.isBefore(at); m = m.plus(1, ChronoUnit.MINUTES)) {
        assertThat(isOpen(parsed, hours, m) && !comesTwice(zone, m))
            .as(what + " is " + at + ", not " + m)
            .isFalse();
      }
    }
  }

  private static boolean comesTwice(ZoneId zone, Instant at) {
    return zone.getRules().getValidOffsets(at.atZone(zone).toLocalDateTime()).size() > 1;
  }
}
