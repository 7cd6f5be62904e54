package org.keyturn.agent.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyturn.agent.schedule.CronText;
import org.keyturn.agent.schedule.ScheduleSettings;

/** {@code schedule}, {@code time-zone} and {@code catch-up} of a job. */
final class ScheduleDecoder {

  private static final String CRON = "write a Quartz cron expression like \"0 30 2 ? * MON-FRI\"";
  private static final String ZONE = "write a time zone like Europe/Amsterdam or UTC";

  private ScheduleDecoder() {}

  static Optional<ScheduleSettings> decode(Section job) {
    Optional<Value> schedule = job.find("schedule");
    Optional<Value> zone = job.find("time-zone");
    Optional<Value> catchUp = job.find("catch-up");
    if (schedule.isEmpty()) {
      Stream.of(zone, catchUp)
          .flatMap(Optional::stream)
          .forEach(v -> v.fail("belongs to a schedule", "add schedule, or leave it out"));
      return Optional.empty();
    }
    Optional<ZoneId> id = zone.flatMap(ScheduleDecoder::zone);
    Optional<Duration> late = catchUp.flatMap(Scalars::duration);
    return schedule
        .flatMap(ScheduleDecoder::cron)
        .map(
            cron ->
                new ScheduleSettings(
                    cron, id.orElseGet(ZoneId::systemDefault), late.orElse(Duration.ofHours(1))));
  }

  private static Optional<String> cron(Value value) {
    Optional<String> text = value.text(CRON);
    Optional<String> problem = text.flatMap(CronText::problem);
    if (problem.isPresent()) {
      value.fail(Shown.quoted(text.orElse("")) + " is no schedule (" + problem.get() + ")", CRON);
      return Optional.empty();
    }
    return text;
  }

  static Optional<ZoneId> zone(Value value) {
    Optional<String> text = value.text(ZONE);
    try {
      return text.map(ZoneId::of);
    } catch (DateTimeException e) {
      String name = text.orElse("");
      value.fail(
          Shown.quoted(name) + " is no time zone",
          Nearest.to(name, ZoneId.getAvailableZoneIds())
              .map(near -> "did you mean " + near + "?")
              .orElse(ZONE));
      return Optional.empty();
    }
  }
}
