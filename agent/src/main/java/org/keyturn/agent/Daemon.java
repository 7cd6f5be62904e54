package org.keyturn.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.notify.OutboxWorker;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Plans;
import org.keyturn.agent.run.Brief;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.Runner;
import org.keyturn.agent.run.Stop;
import org.keyturn.agent.run.Together;
import org.keyturn.agent.schedule.ScheduleSettings;
import org.keyturn.agent.schedule.Scheduled;
import org.keyturn.agent.schedule.Timekeeper;
import org.keyturn.agent.web.MetricsServer;
import org.keyturn.agent.web.WebServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The long-running agent: takes up what was left, keeps the schedules, empties the outbox. */
public final class Daemon implements AutoCloseable, Scheduled {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private static final String SCHEDULE = "schedule";

  /** The exit code of a defect. */
  private static final int DEFECT = 70;

  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration RESUME_EVERY = Duration.ofMinutes(1);
  private static final Duration WAVES_EVERY = Duration.ofSeconds(5);
  private static final Duration OUTBOX_EVERY = Duration.ofSeconds(15);

  private final Agent agent;
  private final Stop stop = new Stop();
  private final ScheduledExecutorService chores =
      Executors.newScheduledThreadPool(5, task -> new Thread(task, "chores"));
  private final AtomicBoolean deliverySoon = new AtomicBoolean();
  private final Set<String> waiting = new HashSet<>();
  private final List<Thread> watches = new ArrayList<>();
  private final Timekeeper timekeeper;
  private final Optional<WebServer> web;
  private final Optional<MetricsServer> metrics;

  /**
   * @throws RunFailure where another daemon holds the store, or another process the portal's
   *     address
   */
  public Daemon(Agent agent) {
    this.agent = agent;
    Map<String, ScheduleSettings> schedules = new LinkedHashMap<>();
    agent
        .config()
        .jobs()
        .forEach((name, job) -> job.schedule().ifPresent(s -> schedules.put(name, s)));
    agent.config().jobs().values().stream()
        .filter(KeyturnConfig.Job::watch)
        .forEach(job -> watches.add(watch(job)));
    this.timekeeper =
        new Timekeeper(
            schedules,
            agent.ledger().occurrences(),
            agent.ledger().pauses(),
            this,
            agent.clock(),
            Math.max(1, schedules.size()));
    this.metrics = agent.metrics();
    this.web =
        agent.web(
            error -> {
              throw die(error);
            },
            this::deliverSoon);
  }

  private Thread watch(KeyturnConfig.Job job) {
    String name = job.settings().name();
    SyncRound round =
        new SyncRound(agent, Optional.of(name), job.settings().brake(), SCHEDULE, stop);
    SyncWatch watch =
        new SyncWatch(
            agent,
            job.settings().directory(),
            round,
            stop,
            outcome -> LOG.info("{}: {}", name, outcome.detail()),
            why -> LOG.warn("{}: {}; it is tried again", name, why));
    return new Thread(watch::run, "watch-" + name);
  }

  public void start() {
    every(Holder.LEASE.dividedBy(3), () -> agent.ledger().holders().beat());
    every(OUTBOX_EVERY, this::deliver);
    every(OUTBOX_EVERY, agent::tellPrograms);
    every(RESUME_EVERY, this::resumeUnfinished);
    every(WAVES_EVERY, this::startWaves);
    every(RESUME_EVERY, agent::tidyPlans);
    timekeeper.start();
    watches.forEach(Thread::start);
    web.ifPresent(WebServer::start);
    metrics.ifPresent(MetricsServer::start);
    metrics.ifPresent(server -> LOG.info("metrics: {}", server.address()));
    String jobs = String.join(", ", agent.config().jobs().keySet());
    if (web.isPresent()) {
      LOG.info("ready, portal: {}, jobs: {}", web.get().address(), jobs);
    } else {
      LOG.info("ready, jobs: {}", jobs);
    }
  }

  private void every(Duration period, Runnable chore) {
    chores.scheduleWithFixedDelay(guarded(chore), 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A chore that fails is said and tried again, not silently dropped by its executor. */
  private static Runnable guarded(Runnable chore) {
    return () -> {
      try {
        chore.run();
      } catch (RuntimeException e) {
        LOG.error("a chore failed; it is tried again", e);
      } catch (Error e) {
        throw die(e);
      }
    };
  }

  /**
   * An Error leaves nobody knows what behind, and the pools that chores and jobs run in would keep
   * it to themselves: a daemon that only looks alive. Its next start resumes what is open.
   */
  private static Error die(Error e) {
    try {
      LOG.error("the process ends; its next start takes up what is left", e);
    } finally {
      Runtime.getRuntime().halt(DEFECT);
    }
    return e;
  }

  /** Asked for as often as somebody asks for a code: one chore waits for its turn, not hundreds. */
  private void deliverSoon() {
    if (!stop.asked() && deliverySoon.compareAndSet(false, true)) {
      chores.execute(guarded(this::deliver));
    }
  }

  private synchronized void deliver() {
    deliverySoon.set(false);
    agent
        .outbox()
        .ifPresent(
            worker -> {
              int sent = worker.deliverDue(agent.clock().instant());
              if (sent > 0) {
                LOG.info("{} messages sent", sent);
              }
            });
  }

  /** Tried again and again: a directory that is away comes back. */
  private void resumeUnfinished() {
    for (Run run : agent.ledger().runs().unfinished()) {
      if (stop.asked()) {
        return;
      }
      if (rests(run)) {
        continue;
      }
      if (mayResume(run)) {
        resume(run);
      } else if (waiting.add(run.id())) {
        LOG.warn("run {} was left unfinished and waits for: keyturn resume {}", run.id(), run.id());
      }
    }
  }

  /** Each by itself: the ledger lets one process at a time carry a run on. */
  private void startWaves() {
    for (Run run : agent.ledger().campaigns().due()) {
      if (!stop.asked() && mayResume(run)) {
        resume(run);
      }
    }
  }

  /** Between two waves: its time comes, or a person says resume. */
  private boolean rests(Run run) {
    return agent
        .ledger()
        .campaigns()
        .find(run.id())
        .filter(c -> c.dueAt().isPresent() || c.paused().isPresent())
        .isPresent();
  }

  /**
   * What a person or the brake stopped is a person's to go on with; and passwords that are to be
   * shown, or written where that person can write, wait for somebody who looks.
   */
  private boolean mayResume(Run run) {
    boolean stopped =
        run.stoppedBy().filter(why -> RunResult.Ending.stoppedOnPurpose(why)).isPresent();
    return !stopped
        && agent.ledger().stops().asked(run.id()).isEmpty()
        && !Runner.waits(agent.ledger(), run)
        && !Set.of("show", "sheet").contains(run.options().deliver())
        && agent.config().directories().containsKey(run.directory());
  }

  private void resume(Run run) {
    Optional<String> away = mailAway(run.action(), run.options().deliver());
    if (away.isPresent()) {
      LOG.warn("run {} cannot be taken up now: mail: {}", run.id(), away.get());
      return;
    }
    try {
      RunResult result =
          runner(agent.directory(run.directory()))
              .resume(run, agent.config().operator(), (item, password) -> {});
      LOG.info("run {} was taken up: {}", run.id(), result.ending());
    } catch (DirectoryException | RunFailure e) {
      LOG.warn("run {} cannot be taken up now: {}", run.id(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("run {} cannot be taken up", run.id(), e);
    }
  }

  private Runner runner(Directory directory) {
    return agent.runner(directory, OptionalDouble.empty(), stop, Progress.NONE);
  }

  @Override
  public Settlement carryOut(String name, Instant scheduledAt) {
    KeyturnConfig.Job job = agent.config().jobs().get(name);
    if (job == null) {
      return new Settlement(Optional.empty(), "the config has no such job");
    }
    Optional<Run> going = agent.ledger().campaigns().ofJob(name);
    if (going.isPresent()) {
      return new Settlement(
          Optional.empty(), "its campaign goes on still: run " + going.get().id());
    }
    try {
      Directory directory = agent.directory(job.settings().directory());
      PlanRequest request = PlanRequest.of(job.settings(), agent.config().operator());
      agent.directories(directory, request).forEach(this::settleUnfinished);
      if (job.settings().action() == Action.SYNC) {
        SyncRound round =
            new SyncRound(agent, Optional.of(name), job.settings().brake(), SCHEDULE, stop);
        SyncRound.Outcome outcome = round.carryOut(directory, "scheduled for " + scheduledAt);
        return new Settlement(outcome.run(), outcome.detail());
      }
      try (Plans plans = agent.plans(directory, request)) {
        plans.remarks().forEach(remark -> LOG.info("{}: {}", name, remark));
        return carryOut(job, plans, scheduledAt);
      }
    } catch (PlanException | RunFailure e) {
      return new Settlement(Optional.empty(), String.valueOf(e.getMessage()));
    } catch (DirectoryException e) {
      release(job);
      return new Settlement(Optional.empty(), "directory: " + e.getMessage());
    } catch (Error e) {
      throw die(e);
    }
  }

  /**
   * Its own, and those that its people may have accounts in too: the next use may choose others.
   */
  private void release(KeyturnConfig.Job job) {
    String own = job.settings().directory();
    agent.release(own);
    agent
        .config()
        .linkOf(own)
        .map(link -> link.others(own))
        .orElse(List.of())
        .forEach(agent::release);
  }

  private void settleUnfinished(Directory directory) {
    List<Run> left = runner(directory).settleUnfinished();
    if (!left.isEmpty()) {
      LOG.warn("{} unfinished runs wait to be resumed", left.size());
    }
  }

  private Settlement carryOut(KeyturnConfig.Job job, Plans plans, Instant scheduledAt) {
    for (Plans.Part part : plans.parts()) {
      if (Brake.judge(part.header(), job.settings().brake(), part.directory())
          instanceof Brake.Verdict.Tripped tripped) {
        agent
            .ledger()
            .audit()
            .append(
                SCHEDULE,
                "brake-tripped",
                part.header().directory(),
                job.settings().name(),
                Map.of("why", tripped.text()));
        return new Settlement(Optional.empty(), "brake: " + tripped.text());
      }
    }
    PlanHeader header = plans.first().header();
    Optional<String> away = mailAway(header.action(), header.options().deliver());
    if (away.isPresent()) {
      return new Settlement(Optional.empty(), "mail: " + away.get());
    }
    Brief brief =
        new Brief(SCHEDULE, agent.config().operator(), "scheduled for " + scheduledAt)
            .in(job.waves())
            .telling(job.reminding());
    List<Together.Course> courses =
        plans.parts().stream()
            .map(part -> new Together.Course(runner(part.directory()), part.plan(), brief))
            .toList();
    List<String> details = new ArrayList<>();
    try (Together together = Together.begin(courses)) {
      while (together.hasNext()) {
        details.add(together.next((item, password) -> {}).detail());
      }
    }
    deliver();
    details.removeIf(String::isEmpty);
    return new Settlement(Optional.of(header.id()), String.join("; ", details));
  }

  /** Why passwords that are to be mailed would reach nobody at present. */
  private Optional<String> mailAway(Action action, String deliver) {
    return action == Action.RESET && Set.of("mail", "link").contains(deliver)
        ? agent.outbox().flatMap(OutboxWorker::away)
        : Optional.empty();
  }

  /** Lets the writes in flight end and stops. */
  @Override
  public void close() {
    web.ifPresent(WebServer::close);
    metrics.ifPresent(MetricsServer::close);
    stop.ask(Stop.AGENT_ENDS);
    agent.endActs();
    timekeeper.close();
    chores.shutdown();
    try {
      for (Thread watch : watches) {
        watch.join(DRAIN.toMillis());
      }
      if (!chores.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("a chore did not end in time; what it left open is settled at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.info("stopped");
  }
}
