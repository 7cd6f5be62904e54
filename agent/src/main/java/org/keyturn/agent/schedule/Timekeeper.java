package org.keyturn.agent.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.journal.Occurrences;
import org.keyturn.agent.journal.Pauses;
import org.keyturn.agent.schedule.Scheduled.Settlement;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts jobs at their times. Quartz only wakes it: which instants have come is computed from the
 * schedule and the ledger, and each is taken in the ledger before anything happens. So an instant
 * is started once, whatever Quartz, the clock or a second agent does, and one that passed unseen is
 * on record. A job that is still running lets its next instants pass, and so does one that somebody
 * paused; they are recorded too.
 */
public final class Timekeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);

  /** How often the timetable is looked at beside Quartz's own firing. */
  private static final int LOOK_SECONDS = 30;

  /** How far back the ledger is searched when it knows instants that are yet to come. */
  private static final int REMEMBERED = 10_000;

  private static final String SELF = "timekeeper";

  private final Map<String, ScheduleSettings> schedules;
  private final Occurrences occurrences;
  private final Pauses pauses;
  private final Scheduled scheduled;
  private final Clock clock;
  private final int threads;
  private @Nullable Scheduler quartz;
  private final Map<String, Instant> firstSeen = new ConcurrentHashMap<>();
  private final Map<String, Instant> running = new ConcurrentHashMap<>();

  /**
   * @param schedules job → when it runs
   * @param pauses the jobs that rest, looked at whenever a time has come
   * @param threads how many jobs may run at a time
   */
  public Timekeeper(
      Map<String, ScheduleSettings> schedules,
      Occurrences occurrences,
      Pauses pauses,
      Scheduled scheduled,
      Clock clock,
      int threads) {
    this.schedules = Map.copyOf(schedules);
    this.occurrences = occurrences;
    this.pauses = pauses;
    this.scheduled = scheduled;
    this.clock = clock;
    this.threads = threads;
  }

  private static Scheduler quartz(int threads) {
    Properties properties = new Properties();
    // Quartz hands out a scheduler that has the same name, another timekeeper's too.
    properties.setProperty("org.quartz.scheduler.instanceName", "keyturn-" + UUID.randomUUID());
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads + 1));
    try {
      return new StdSchedulerFactory(properties).getScheduler();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot be set up", e);
    }
  }

  /** Begins; instants before this that were never recorded are not this agent's. */
  public void start() {
    begin();
    Scheduler fresh = quartz(threads);
    quartz = fresh;
    try {
      fresh.getContext().put(SELF, this);
      for (Map.Entry<String, ScheduleSettings> entry : schedules.entrySet()) {
        schedule(fresh, entry.getKey(), entry.getValue());
      }
      fresh.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot start", e);
    }
  }

  /** As {@link #start}, but nothing wakes it. */
  void begin() {
    Instant now = clock.instant();
    schedules.keySet().forEach(job -> firstSeen.put(job, now));
  }

  private static void schedule(Scheduler quartz, String job, ScheduleSettings settings)
      throws SchedulerException {
    JobDetail detail = JobBuilder.newJob(Wake.class).withIdentity(job).storeDurably().build();
    quartz.addJob(detail, true);
    quartz.scheduleJob(
        TriggerBuilder.newTrigger()
            .forJob(detail)
            .withIdentity(job, "cron")
            .withSchedule(
                CronScheduleBuilder.cronSchedule(settings.cron())
                    .inTimeZone(TimeZone.getTimeZone(settings.zone()))
                    .withMisfireHandlingInstructionDoNothing())
            .build());
    quartz.scheduleJob(
        TriggerBuilder.newTrigger()
            .forJob(detail)
            .withIdentity(job, "look")
            .withSchedule(
                SimpleScheduleBuilder.repeatSecondlyForever(LOOK_SECONDS)
                    .withMisfireHandlingInstructionNextWithRemainingCount())
            .startNow()
            .build());
  }

  /** What Quartz calls; the job's key is its name. */
  public static final class Wake implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      try {
        Timekeeper keeper =
            (Timekeeper)
                Objects.requireNonNull(context.getScheduler().getContext().get(SELF), SELF);
        keeper.look(context.getJobDetail().getKey().getName());
      } catch (SchedulerException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Looks at one job's timetable and acts on it. */
  void look(String job) {
    ScheduleSettings settings = schedules.get(job);
    if (settings == null) {
      return;
    }
    Instant now = clock.instant();
    Timetable timetable = Timetable.of(settings, latest(job, now), now);
    if (timetable.unlisted() > 0) {
      LOG.warn(
          "{}: {} more scheduled times were missed before those on record",
          job,
          timetable.unlisted());
    }
    if (timetable.missed().isEmpty() && timetable.start().isEmpty()) {
      return;
    }
    Optional<Pauses.Pause> pause = pauses.find(job);
    timetable.missed().forEach(at -> missed(job, at, whyMissed(at, pause)));
    timetable
        .start()
        .ifPresent(
            at ->
                pause.ifPresentOrElse(
                    rests -> missed(job, at, rests.sentence()), () -> start(job, at)));
  }

  /** What passed before somebody paused the job would have been missed without that. */
  private static String whyMissed(Instant at, Optional<Pauses.Pause> pause) {
    return pause
        .filter(rests -> !at.isBefore(rests.at()))
        .map(Pauses.Pause::sentence)
        .orElse("no agent was there in time");
  }

  /**
   * The latest instant on record that is not in the future. A clock that was years ahead for a
   * while has left later ones; they must not keep the job from running until they come.
   */
  private Instant latest(String job, Instant now) {
    Optional<Instant> known = occurrences.latest(job);
    if (known.isPresent() && known.get().isAfter(now)) {
      known =
          occurrences.list(Optional.of(job), REMEMBERED).stream()
              .map(Occurrences.Occurrence::scheduledAt)
              .filter(at -> !at.isAfter(now))
              .findFirst();
    }
    Instant first = firstSeen.merge(job, now, (seen, here) -> seen.isAfter(here) ? here : seen);
    return known.orElse(first);
  }

  private void start(String job, Instant at) {
    Instant going = running.putIfAbsent(job, at);
    if (going != null) {
      // Two wake-ups may find the same instant; the first is about to take it.
      if (!going.equals(at)) {
        missed(job, at, "the run before it was still going");
      }
      return;
    }
    try {
      if (occurrences.take(job, at)) {
        settle(job, at);
      }
    } finally {
      running.remove(job);
    }
  }

  private void settle(String job, Instant at) {
    LOG.info("{}: scheduled for {}", job, at);
    Settlement settlement;
    try {
      settlement = scheduled.carryOut(job, at);
    } catch (RuntimeException e) {
      LOG.error("{}: failed", job, e);
      settlement = new Settlement(Optional.empty(), "failed: " + e.getClass().getSimpleName());
    }
    Occurrences.State state =
        settlement.run().isPresent() ? Occurrences.State.FIRED : Occurrences.State.REFUSED;
    occurrences.settle(job, at, state, settlement.run(), settlement.detail());
    LOG.info("{}: {}", job, settlement.run().map(r -> "run " + r).orElse(settlement.detail()));
  }

  private void missed(String job, Instant at, String why) {
    LOG.warn("{}: the scheduled time {} was missed: {}", job, at, why);
    occurrences.missed(job, at, why);
  }

  /** Waits for the jobs that run; ask them to stop first. */
  @Override
  public void close() {
    Scheduler started = quartz;
    if (started == null) {
      return;
    }
    try {
      started.shutdown(true);
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz cannot stop", e);
    }
  }
}
