package org.keyturn.agent.schedule;

import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * The instants that a schedule names. Quartz reads the expression; what the changes of the clock do
 * to it is decided here, because Quartz drops a daily job on the day that its hour is put forward
 * over, and lets an hourly one rest for two hours in autumn.
 */
public final class FireTimes {

  /** How one writes "every hour". */
  private static final Set<String> EVERY_HOUR = Set.of("*", "*/1", "0/1", "0-23");

  private FireTimes() {}

  /**
   * The next scheduled instant strictly after another. A schedule of certain hours comes once a
   * day, whatever the clock does: in the hour that is put forward over, at the moment of the
   * change; in the hour that comes twice, the first time. A schedule of every hour follows the time
   * that passes.
   */
  public static Optional<Instant> next(ScheduleSettings schedule, Instant after) {
    CronExpression cron = parse(schedule.cron());
    return EVERY_HOUR.contains(schedule.cron().trim().split("\\s+", -1)[2])
        ? asTimePasses(cron, schedule.zone().getRules(), after)
        : byTheClock(cron, schedule.zone(), after);
  }

  private static CronExpression parse(String text) {
    try {
      CronExpression cron = new CronExpression(text);
      cron.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
      return cron;
    } catch (ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static Optional<Instant> byTheClock(CronExpression cron, ZoneId zone, Instant after) {
    Optional<LocalDateTime> local = next(cron, LocalDateTime.ofInstant(after, zone));
    while (local.isPresent()) {
      ZoneOffsetTransition change = zone.getRules().getTransition(local.get());
      Instant at =
          change != null && change.isGap()
              ? change.getInstant()
              : ZonedDateTime.ofLocal(local.get(), zone, null).toInstant();
      if (at.isAfter(after)) {
        return Optional.of(at);
      }
      local = next(cron, local.get());
    }
    return Optional.empty();
  }

  /** From one change of the offset to the next, as if there were no other. */
  private static Optional<Instant> asTimePasses(
      CronExpression cron, ZoneRules rules, Instant after) {
    ZoneOffset offset = rules.getOffset(after);
    LocalDateTime from = LocalDateTime.ofInstant(after, offset);
    @Nullable ZoneOffsetTransition change = rules.nextTransition(after);
    while (true) {
      Optional<LocalDateTime> local = next(cron, from);
      if (local.isEmpty()) {
        return Optional.empty();
      }
      Instant at = local.get().toInstant(offset);
      if (change == null || at.isBefore(change.getInstant())) {
        return Optional.of(at);
      }
      offset = change.getOffsetAfter();
      from = change.getDateTimeAfter().minusSeconds(1);
      change = rules.nextTransition(change.getInstant());
    }
  }

  private static Optional<LocalDateTime> next(CronExpression cron, LocalDateTime after) {
    return Optional.ofNullable(
            cron.getNextValidTimeAfter(Date.from(after.toInstant(ZoneOffset.UTC))))
        .map(date -> LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC));
  }
}
