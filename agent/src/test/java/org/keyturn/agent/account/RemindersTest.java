package org.keyturn.agent.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which point around the end of a password is to be told at an instant. */
final class RemindersTest {

  private static final Instant END = Instant.parse("2026-12-08T13:30:00Z");
  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  private static Reminders at(String... points) {
    return new Reminders(
        Arrays.stream(points).map(Duration::parse).toList(),
        Reminders.LATE,
        Optional.empty(),
        Optional.empty());
  }

  private static final Reminders USUAL = at("P14D", "P7D", "P3D", "P1D", "-P1D");

  @ParameterizedTest(name = "{0}: at {1} it is {2}")
  @CsvSource({
    "long before,                          2026-11-01T00:00:00Z, -",
    "a second before the first,            2026-11-24T13:29:59Z, -",
    "exactly at the first,                 2026-11-24T13:30:00Z, P14D",
    "a nanosecond before the second,       2026-12-01T13:29:59.999999999Z, P14D",
    "exactly at the second,                2026-12-01T13:30:00Z, P7D",
    "three days were missed,               2026-12-06T08:00:00Z, P3D",
    "all but the last before were missed,  2026-12-08T13:00:00Z, P1D",
    "at the end itself,                    2026-12-08T13:30:00Z, P1D",
    "a second before a day after,          2026-12-09T13:29:59Z, P1D",
    "a day after,                          2026-12-09T13:30:00Z, -P1D",
    "as late as may be,                    2026-12-16T13:30:00Z, -P1D",
    "a second later,                       2026-12-16T13:30:01Z, -",
    "years later,                          2036-12-16T13:30:00Z, -",
  })
  void oneIsToldAtATime(String when, Instant now, String point) {
    assertThat(USUAL.due(END, now))
        .as(when)
        .isEqualTo(point.equals("-") ? Optional.empty() : Optional.of(Duration.parse(point)));
  }

  @Test
  void anEndThatMovesStartsAnew() {
    Instant now = END.minus(Duration.ofDays(1));
    assertThat(USUAL.due(END, now)).contains(Duration.ofDays(1));
    assertThat(USUAL.due(END.plus(Duration.ofDays(90)), now)).isEmpty();
    assertThat(USUAL.due(END.plus(Duration.ofDays(5)), now)).contains(Duration.ofDays(7));
  }

  /** A policy that is new may leave less time than the last point asks for. */
  @Test
  void aPointBeforeTheEndIsToldUntilTheEndAndAWhileAfter() {
    Reminders one = at("P14D");
    assertThat(one.due(END, END.minusSeconds(1))).contains(Duration.ofDays(14));
    assertThat(one.due(END, END.plus(Reminders.LATE))).contains(Duration.ofDays(14));
    assertThat(one.due(END, END.plus(Reminders.LATE).plusSeconds(1))).isEmpty();
  }

  @Test
  void pointsAfterTheEndAlone() {
    assertThat(at("-P1D").due(END, END)).isEmpty();
    assertThat(at("-P1D").due(END, END.plus(Duration.ofDays(1)))).contains(Duration.ofDays(-1));
    assertThat(at("PT0S").due(END, END.minusSeconds(1))).isEmpty();
    assertThat(at("PT0S").due(END, END)).contains(Duration.ZERO);
  }

  /** A daily pass at 8 on the wall tells each point once, in order, whatever the clocks do. */
  @ParameterizedTest
  @CsvSource({"2026-03-29", "2026-10-25", "2026-07-01"})
  void aDailyPassTellsEachPointOnce(LocalDate middle) {
    for (int hour = 0; hour < 24; hour++) {
      Instant end = middle.plusDays(3).atTime(hour, 30).atZone(AMSTERDAM).toInstant();
      Set<Duration> told = new LinkedHashSet<>();
      List<Duration> each = new ArrayList<>();
      for (int day = -30; day < 30; day++) {
        Instant pass =
            middle.plusDays(day).atTime(LocalTime.of(8, 0)).atZone(AMSTERDAM).toInstant();
        USUAL.due(end, pass).filter(told::add).ifPresent(each::add);
      }
      assertThat(each).as("an end at " + hour).isEqualTo(USUAL.at());
    }
  }

  @Test
  void whoWasToldOfANearerPointIsNotToldOfAFartherOne() {
    assertThat(USUAL.from(Duration.ofDays(3)))
        .containsExactly(Duration.ofDays(3), Duration.ofDays(1), Duration.ofDays(-1));
    assertThat(USUAL.next(END, END.minus(Duration.ofDays(20)))).contains(Duration.ofDays(14));
    assertThat(USUAL.next(END, END.minus(Duration.ofDays(14)))).contains(Duration.ofDays(7));
    assertThat(USUAL.next(END, END.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void othersAreToldFromAPointOn() {
    Reminders escalating =
        new Reminders(
            USUAL.at(), Reminders.LATE, Optional.of(Duration.ofDays(3)), Optional.empty());
    assertThat(USUAL.at().stream().filter(escalating::escalates))
        .containsExactly(Duration.ofDays(3), Duration.ofDays(1), Duration.ofDays(-1));
    assertThat(USUAL.at().stream().filter(USUAL::escalates)).isEmpty();
  }

  @Test
  void withinATimeIsOnceBeforeAndOnceAfterHoweverLate() {
    Reminders within = Reminders.within(Duration.ofDays(14));
    assertThat(within.due(END, END.minusSeconds(1))).contains(Duration.ofDays(14));
    assertThat(within.due(END, END.plus(Duration.ofDays(3_000)))).contains(Duration.ZERO);
  }

  @Test
  void pointsInAnotherOrderAreAMistake() {
    assertThatThrownBy(() -> at("P3D", "P7D")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> at("P3D", "P3D")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> at()).isInstanceOf(IllegalArgumentException.class);
  }
}
