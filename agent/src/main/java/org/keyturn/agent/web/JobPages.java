package org.keyturn.agent.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.Schedules;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.journal.Occurrences.Occurrence;
import org.keyturn.agent.journal.Occurrences.State;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.schedule.ScheduleSettings;

/** {@code /admin/jobs}: when each comes, what came of it, and its rest. */
final class JobPages extends Pages {

  static final String PATH = "/admin/jobs";

  private final Schedules schedules;
  private final Clock clock;

  JobPages(Schedules schedules, Clock clock) {
    this.schedules = schedules;
    this.clock = clock;
  }

  @Override
  List<Route> routes() {
    return List.of(
        Route.get(PATH, Sight.class, this::show),
        Route.post(PATH + "/pause", Command.class, this::pause),
        Route.post(PATH + "/go-on", Command.class, this::goOn));
  }

  private Answer show(Exchange exchange, Sight sight) {
    Instant now = clock.instant();
    List<Map<String, Object>> jobs =
        schedules.all(sight, now).stream().map(job -> row(exchange.words(), job, now)).toList();
    return Answer.view(
        "admin-jobs",
        Map.of("jobs", jobs, "any", !jobs.isEmpty(), "commands", sight instanceof Command));
  }

  private static Map<String, Object> row(Words words, Schedules.Job job, Instant now) {
    Schedules.Declared declared = job.declared();
    Map<String, Object> row = new HashMap<>();
    row.put("name", declared.name());
    row.put("action", declared.action().id());
    row.put("directory", declared.directory());
    row.put("watched", declared.watched());
    row.put("scheduled", declared.schedule().isPresent());
    Moments here = new Moments(words, now, ZoneId.systemDefault());
    Moments there =
        new Moments(
            words,
            now,
            declared.schedule().map(ScheduleSettings::zone).orElse(ZoneId.systemDefault()));
    declared
        .schedule()
        .ifPresent(
            schedule -> {
              row.put("schedule", new ScheduleWords(words).of(schedule.cron()));
              row.put("cron", schedule.cron());
              row.put("zone", schedule.zone().getId());
            });
    row.put("next", job.next().stream().map(there::of).toList());
    row.put("last", job.last().map(last -> List.of(last(words, last, here))).orElse(List.of()));
    row.put(
        "paused",
        job.pause()
            .map(
                pause ->
                    List.of(
                        Map.of(
                            "who",
                            Printable.line(pause.actor()),
                            "why",
                            Printable.line(pause.reason()),
                            "since",
                            here.of(pause.at()))))
            .orElse(List.of()));
    row.put("resting", job.pause().isPresent());
    row.put("campaign", job.campaign().map(run -> List.of(run.id())).orElse(List.of()));
    return row;
  }

  private static Map<String, Object> last(Words words, Occurrence last, Moments here) {
    Map<String, Object> values = new HashMap<>();
    values.put("at", here.of(last.scheduledAt()));
    values.put("state", words.say("occurrence-" + last.state().name().toLowerCase(Locale.ROOT)));
    values.put("tone", last.state() == State.FIRED ? "ok" : "warn");
    values.put("run", last.run().map(List::of).orElse(List.of()));
    values.put("detail", Printable.line(last.detail()));
    return values;
  }

  private Answer pause(Exchange exchange, Command admin) {
    String name = job(exchange, admin);
    schedules.pause(admin, name, Printable.line(exchange.form().text("reason").strip()));
    return Answer.seeOther(PATH);
  }

  private Answer goOn(Exchange exchange, Command admin) {
    schedules.goOn(admin, job(exchange, admin));
    return Answer.seeOther(PATH);
  }

  private String job(Exchange exchange, Command admin) {
    Optional<Schedules.Declared> job = schedules.find(admin, exchange.form().text("job"));
    return job.map(Schedules.Declared::name).orElseThrow(() -> new Refusal(Refusal.BAD_REQUEST));
  }
}
