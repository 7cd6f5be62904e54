package org.keyturn.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
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
import org.keyturn.agent.run.Brief;
import org.keyturn.agent.run.Given;
import org.keyturn.agent.run.Progress;
import org.keyturn.agent.run.RunResult;
import org.keyturn.agent.run.Runner;
import org.keyturn.agent.run.SheetOrder;
import org.keyturn.agent.run.Stop;
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
    settleUnfinished(directory);
    try (Plan plan = desk.agent().plan(directory, request)) {
      if (options.dryRun) {
        PlanView.print(desk, plan, options.details);
        tellPace(plan.header());
        return Exit.DONE;
      }
      return carryOut(directory, plan, limits, orders, again);
    }
  }

  /** Brake, question, run. */
  int carryOut(Directory directory, Plan plan, Brake.Limits limits, Orders orders, String again) {
    PlanHeader header = plan.header();
    Brake.Verdict verdict = Brake.judge(header, limits, directory);
    if (verdict instanceof Brake.Verdict.Tripped tripped) {
      refuse(header, tripped, again);
      return Exit.BRAKE;
    }
    Deliveries.refuseWhileAway(desk, header.action(), header.options().deliver());
    if (header.changes() > 0 && !options.yes && !confirmed(plan)) {
      desk.screen().note("Nothing was written.");
      return Exit.INPUT;
    }
    try (Running running = new Running(desk, header.action(), options.details, document)) {
      Runner runner =
          desk.agent()
              .runner(directory, options.writesPerSecond(), running.stop(), running.progress());
      Brief brief =
          new Brief(
              desk.actor(),
              desk.operator(),
              options.reason,
              orders.given(),
              orders.sheet().apply(header),
              waves,
              reminding(header));
      RunResult result = runner.carryOut(plan, brief, running.reveal());
      return running.finish(result);
    }
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
    desk.screen().warn("brake: " + tripped.text() + ". Nothing was written.");
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
    if (waves.isEmpty()) {
      desk.screen().note("    and in waves, a part each day: --waves 200/1d");
    }
  }

  private boolean confirmed(Plan plan) {
    Screen screen = desk.screen();
    if (!screen.canAsk()) {
      throw new InputException(
          Words.act(plan.header().action(), plan.header().changes())
              + ": there is no terminal to ask on; say --yes, or look first with --dry-run");
    }
    PlanView.summary(desk, plan, screen.err());
    tellPace(plan.header());
    screen.err().print(Words.act(plan.header().action(), plan.header().changes()) + "? [y/N] ");
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
