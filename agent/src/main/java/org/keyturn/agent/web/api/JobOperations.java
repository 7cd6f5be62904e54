package org.keyturn.agent.web.api;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.console.Acts;
import org.keyturn.agent.console.Command;
import org.keyturn.agent.console.Schedules;
import org.keyturn.agent.console.Sight;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.journal.Occurrences.Occurrence;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.schedule.ScheduleSettings;

/** The config's jobs: when they come, what came of them, and that they rest or come now. */
public final class JobOperations extends Operations {

  private static final String JOB = "/jobs/{job}";

  private static final Document<Instant> INSTANT =
      Document.<Instant>of("Instant").time("at", "When.", at -> at);

  private static final Document<Occurrence> LAST =
      Document.<Occurrence>of("Occurrence")
          .time("scheduled", "The instant of the schedule.", Occurrence::scheduledAt)
          .text("state", "Whether it ran.", o -> o.state().name().toLowerCase(Locale.ROOT))
          .maybe("run", "The run that it became.", Occurrence::run)
          .text("detail", "For people.", Occurrence::detail);

  private static final Document<Schedules.Job> KEYS =
      Document.<Schedules.Job>of("Job")
          .text("job", "Its name.", j -> j.declared().name())
          .text("action", "What it does.", j -> j.declared().action().id())
          .text("directory", "Where.", j -> j.declared().directory())
          .maybe(
              "schedule",
              "When, as a cron expression of Quartz; null: when somebody says so.",
              j -> j.declared().schedule().map(ScheduleSettings::cron))
          .flag("watched", "Whether it follows its directory.", j -> j.declared().watched())
          .list("next", "Its next instants.", INSTANT, Schedules.Job::next)
          .object("last", "What came of the last.", LAST, j -> j.last().orElseThrow())
          .where(j -> j.last().isPresent())
          .maybe("paused", "Why it rests.", j -> j.pause().map(pause -> pause.sentence()))
          .maybe("campaign", "A run of it that goes on.", j -> j.campaign().map(Run::id));

  private static final Document<List<Schedules.Job>> ALL =
      Document.<List<Schedules.Job>>of("Jobs").list("jobs", "As in the config.", KEYS, all -> all);

  private final Schedules schedules;
  private final Acts acts;
  private final Clock clock;

  public JobOperations(Schedules schedules, Acts acts, Clock clock) {
    this.schedules = schedules;
    this.acts = acts;
    this.clock = clock;
  }

  @Override
  String tag() {
    return "jobs";
  }

  @Override
  List<Operation<?, ?>> all() {
    return List.of(
        Operation.get("/jobs", Sight.class, "listJobs", "The config's jobs")
            .answers(ALL, (call, sight) -> schedules.all(sight, clock.instant())),
        Operation.post(JOB + "/run", Command.class, "runJob", "Plan it now and carry it out")
            .takes(PlanInput.REASON)
            .starts(PlanDocuments.PLAN, t -> "/plans/" + t.plan().id(), this::run),
        Operation.post(JOB + "/pause", Command.class, "pauseJob", "Let its instants pass")
            .takes(PlanInput.REASON)
            .answers(KEYS, this::pause),
        Operation.post(JOB + "/go-on", Command.class, "continueJob", "Let it come again")
            .answers(KEYS, this::goOn));
  }

  private Schedules.Job found(Call call, Sight sight) {
    String name = call.path("job");
    return schedules.all(sight, clock.instant()).stream()
        .filter(job -> job.declared().name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("The config has no job " + name));
  }

  private PlanDocuments.Told run(Call call, Command admin) {
    String reason = PlanInput.reason(call);
    PendingPlan plan = acts.job(admin, found(call, admin).declared().name());
    if (plan.changes() > 0) {
      try (Secret nothing = Secret.of("")) {
        PlanOperations.refuse(acts.confirm(admin, plan.id(), plan.checksum(), reason, nothing));
      }
    }
    Optional<PendingPlan> now = acts.find(admin, plan.id());
    return PlanOperations.told(acts, admin, now.orElse(plan));
  }

  private Schedules.Job pause(Call call, Command admin) {
    Schedules.Job job = found(call, admin);
    if (job.declared().schedule().isEmpty()) {
      throw Problem.of(Problem.Kind.CONFLICT, "It has no schedule");
    } else if (!schedules.pause(admin, job.declared().name(), PlanInput.reason(call))) {
      throw Problem.of(Problem.Kind.CONFLICT, "It rests already");
    }
    return found(call, admin);
  }

  private Schedules.Job goOn(Call call, Command admin) {
    Schedules.Job job = found(call, admin);
    if (!schedules.goOn(admin, job.declared().name())) {
      throw Problem.of(Problem.Kind.CONFLICT, "It does not rest");
    }
    return found(call, admin);
  }
}
