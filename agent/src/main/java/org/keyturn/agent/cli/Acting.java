package org.keyturn.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Reminding;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Waves;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.plan.Plans;
import org.keyturn.agent.report.RunState;
import org.keyturn.agent.run.Brief;
import org.keyturn.agent.run.Given;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.SheetOrder;
import org.keyturn.agent.run.Stop;
import org.keyturn.agent.run.Together;
import tools.jackson.core.JsonGenerator;

/** The path that every change takes: settle what is open, plan, brake, ask, carry out, report. */
final class Acting {

  private final Desk desk;
  private final ActOptions options;
  private final Optional<Waves> waves;
  private final Optional<JsonGenerator> document;

  Acting(Desk desk, ActOptions options) {
    this(desk, options, Optional.empty());
  }

  /**
   * @param configured the waves of the job that is carried out
   */
  Acting(Desk desk, ActOptions options, Optional<Waves> configured) {
    this(desk, options, configured, Optional.empty());
  }

  /**
   * @param configured the waves of the job that is carried out
   * @param document the open JSON document that the run's goes into
   */
  Acting(
      Desk desk, ActOptions options, Optional<Waves> configured, Optional<JsonGenerator> document) {
    this.desk = desk;
    this.options = options;
    this.waves = options.waves(desk.config(), configured);
    this.document = document;
  }

  /**
   * What a reset needs beside its plan.
   *
   * @param given the passwords that the operator chose
   * @param sheet where the new ones are written down
   */
  record Orders(Given given, Function<PlanHeader, Optional<SheetOrder>> sheet) {
    static final Orders NONE = new Orders(Given.NOTHING, header -> Optional.empty());
  }

  /**
   * @param again the command that would show this plan, for a refusal
   */
  int planAndCarryOut(PlanRequest request, Brake.Limits limits, Orders orders, String again) {
    refuseShown(request.options().deliver());
    Directory directory = desk.directory();
    desk.agent().directories(directory, request).forEach(this::settleUnfinished);
    try (Plans plans = desk.agent().plans(directory, request)) {
      if (options.dryRun) {
        PlansView.print(desk, plans, options.details);
        tellPace(plans.first().header());
        return Exit.DONE;
      }
      return carryOut(plans, limits, orders, again);
    }
  }

  /** Of one directory. */
  int carryOut(Directory directory, Plan plan, Brake.Limits limits, Orders orders, String again) {
    return carryOut(Plans.of(directory, plan), limits, orders, again);
  }

  /** Brake, question, run. The brake of each is asked before anything is written to any. */
  int carryOut(Plans plans, Brake.Limits limits, Orders orders, String again) {
    for (Plans.Part part : plans.parts()) {
      if (Brake.judge(part.header(), limits, part.directory())
          instanceof Brake.Verdict.Tripped tripped) {
        refuse(part.header(), tripped, again);
        return Exit.BRAKE;
      }
    }
    PlanHeader header = plans.first().header();
    if (plans.isLinked() && desk.csv() && !header.options().deliver().equals("show")) {
      PlansView.refuseCsv();
    }
    Deliveries.refuseWhileAway(desk, header.action(), header.options().deliver());
    if (plans.changes() > 0 && !options.yes && !confirmed(plans)) {
      desk.screen().note("Nothing was written.");
      return Exit.INPUT;
    }
    if (!plans.isLinked() || !desk.json()) {
      return run(plans, orders, document);
    }
    int[] exit = new int[1];
    Json.array(desk.screen().out(), g -> exit[0] = run(plans, orders, Optional.of(g)));
    return exit[0];
  }

  private int run(Plans plans, Orders orders, Optional<JsonGenerator> array) {
    try (Running running =
        new Running(desk, plans.first().header().action(), options.details, array)) {
      List<Together.Course> courses =
          plans.parts().stream().map(part -> course(part, orders, running)).toList();
      int exit = Exit.DONE;
      List<RunResult> results = new ArrayList<>();
      try (Together together = Together.begin(courses)) {
        while (together.hasNext()) {
          RunResult result = together.next(running.reveal());
          results.add(result);
          exit = Exit.worse(exit, running.finish(result));
        }
      }
      return Exit.worse(exit, HalfDone.tell(desk, results));
    }
  }

  private Together.Course course(Plans.Part part, Orders orders, Running running) {
    Brief brief =
        new Brief(
            desk.actor(),
            desk.operator(),
            options.reason,
            orders.given(),
            orders.sheet().apply(part.header()),
            waves,
            reminding(part.header()));
    return new Together.Course(
        desk.agent()
            .runner(
                part.directory(), options.writesPerSecond(), running.stop(), running.progress()),
        part.plan(),
        brief);
  }

  /** However the plan of a job is carried out, people are told as that job says. */
  private Optional<Reminding> reminding(PlanHeader header) {
    return header
        .job()
        .flatMap(name -> Optional.ofNullable(desk.config().jobs().get(name)))
        .flatMap(KeyturnConfig.Job::reminding);
  }

  /** What a crashed process left between intent and outcome is settled before anything new. */
  void settleUnfinished(Directory directory) {
    List<Run> open =
        options.dryRun
            ? List.of()
            : desk.agent()
                .runner(directory, OptionalDouble.empty(), new Stop(), Progress.NONE)
                .settleUnfinished();
    for (Run run : open) {
      RunState state = RunState.of(desk.agent().ledger(), run);
      if (state != RunState.WAITING) {
        String what = state == RunState.PAUSED ? " is paused" : " was left unfinished";
        desk.screen().warn("run " + run.id() + what + ": keyturn resume " + run.id());
      }
    }
  }

  /** Before anything is read: most waves come when nobody is there to be shown a password. */
  void refuseShown(String deliver) {
    WaveOptions.refuseShown(waves, deliver);
  }

  private void tellPace(PlanHeader header) {
    waves.ifPresent(pace -> desk.screen().note("  " + CampaignView.pace(pace, header.changes())));
  }

  private void refuse(PlanHeader header, Brake.Verdict.Tripped tripped, String again) {
    boolean alone = header.linked().isEmpty();
    desk.screen()
        .warn(
            "brake"
                + (alone ? "" : " in " + header.directory())
                + ": "
                + tripped.text()
                + ". Nothing was written.");
    desk.agent()
        .ledger()
        .audit()
        .append(
            desk.actor(),
            "brake-tripped",
            header.directory(),
            header.job().orElse(header.action().id()),
            Map.of("why", tripped.text()));
    Delivery.deliver(desk);
    desk.screen()
        .note(
            "    See them:   keyturn "
                + (header.action() == Action.UNDO
                    ? "undo " + again + " -n --details"
                    : header.action() == Action.SYNC ? again : "plan " + again + " -f plan.json"));
    desk.screen()
        .note(
            String.format(
                Locale.ROOT,
                "    Allow once: --max %d%s",
                Math.max(1, tripped.needed()),
                header.named() ? "" : " --max-percent 100"));
    if (waves.isEmpty() && alone) {
      desk.screen().note("    and in waves, a part each day: --waves 200/1d");
    }
  }

  private boolean confirmed(Plans plans) {
    Screen screen = desk.screen();
    if (!screen.canAsk()) {
      throw new InputException(
          PlansView.question(plans)
              + ": there is no terminal to ask on; say --yes, or look first with --dry-run");
    }
    PlansView.summary(desk, plans);
    tellPace(plans.first().header());
    screen.err().print(PlansView.question(plans) + "? [y/N] ");
    screen.err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(screen.in(), Charset.defaultCharset()))
              .readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
