package org.keyturn.agent.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyturn.agent.journal.Campaign;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;

/**
 * How a run that many people noticed went on, day by day.
 *
 * @param campaign its waves; empty where it was done in one go
 * @param followUp what those it asked for another password have done; empty where it asked nobody
 * @param days from the day it began, without a gap
 */
public record Course(
    Run run,
    Tally tally,
    Optional<Campaign> campaign,
    Optional<FollowUp> followUp,
    List<Day> days) {

  public Course {
    days = List.copyOf(days);
  }

  /**
   * @param from its first moment
   * @param written how many accounts were written to
   * @param changed how many people chose the password that they have now
   */
  public record Day(Instant from, long written, long changed) {}

  /** What it is called: its job, else what it does. */
  public String name() {
    return run.job().orElse(run.action().id());
  }

  /** How many accounts it is about: neither left alone nor as it would have them. */
  public long goal() {
    return tally.applied() + tally.failed() + tally.parked();
  }

  public long changed() {
    return followUp.map(f -> f.of(FollowUp.Since.CHANGED)).orElse(0L);
  }

  /**
   * Days without a gap. What a clock that differs puts before the first or after the last belongs
   * to these.
   *
   * @param start in the first of them
   * @param end in the last of them; not before the start
   */
  static List<Day> days(
      Instant start,
      Instant end,
      ZoneId zone,
      Map<Instant, Long> written,
      Map<Instant, Long> changed) {
    LocalDate first = start.atZone(zone).toLocalDate();
    LocalDate last = end.atZone(zone).toLocalDate();
    SortedMap<LocalDate, Long> writtenOn = byDay(written, zone, first, last);
    SortedMap<LocalDate, Long> changedOn = byDay(changed, zone, first, last);
    List<Day> days = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      days.add(
          new Day(
              day.atStartOfDay(zone).toInstant(),
              writtenOn.getOrDefault(day, 0L),
              changedOn.getOrDefault(day, 0L)));
    }
    return days;
  }

  private static SortedMap<LocalDate, Long> byDay(
      Map<Instant, Long> counts, ZoneId zone, LocalDate first, LocalDate last) {
    SortedMap<LocalDate, Long> byDay = new TreeMap<>();
    counts.forEach(
        (at, n) -> {
          LocalDate day = at.atZone(zone).toLocalDate();
          LocalDate within = day.isBefore(first) ? first : day.isAfter(last) ? last : day;
          byDay.merge(within, n, Long::sum);
        });
    return byDay;
  }
}
