package org.keyturn.agent.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.journal.Holder;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.report.RunState;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.run.RunResult;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "stop",
    sortOptions = false,
    description =
        "Stop a run, whichever process carries it out: what is under way is finished and recorded, the"
            + " rest waits for resume.",
    footer = {
      "",
      "Examples:",
      "  keyturn stop 20261122-023000-7kq2",
      "  keyturn stop 20261122-023000-7kq2 --after-wave",
      "                                      let this wave end, and start no other",
      "  keyturn stop 20261122-023000-7kq2 --for-good --reason 'wrong list'",
      "                                      give up the rest"
    })
final class StopCommand extends WithAgent {

  /** Longer than a process takes that lets its writes end. */
  private static final Duration PATIENCE = Duration.ofSeconds(35);

  private static final long LOOK_MILLIS = 200;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run of keyturn runs.")
  String id = "";

  /** At most one of them. */
  static final class How {
    @Option(
        names = "--after-wave",
        description = "A campaign: the wave that is under way ends; no other starts before resume.")
    boolean afterWave;

    @Option(
        names = "--for-good",
        description = "Give up the rest: whoever was not reached is skipped as given-up.")
    boolean forGood;
  }

  @ArgGroup How how = new How();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit trail.")
  String reason = "";

  @Override
  int call(Desk desk) {
    desk.refuseCsv();
    Ledger ledger = desk.agent().ledger();
    Run run = find(ledger.runs());
    if (run.state() == Run.State.DONE) {
      desk.screen().note("Nothing to stop: run " + id + " is done.");
      return shown(desk, run);
    }
    String by = desk.actor() + (reason.isEmpty() ? "" : ": " + reason);
    boolean campaign = ledger.campaigns().pause(id, "stopped by " + by);
    if (how.afterWave) {
      if (!campaign) {
        throw new InputException("--after-wave: run " + id + " has no waves; leave it out");
      }
      return shown(desk, run);
    }
    awaitEnd(desk, by);
    run = find(ledger.runs());
    if (run.state() == Run.State.OPEN && how.forGood) {
      return giveUp(desk, run, by);
    }
    if (run.state() == Run.State.OPEN && !campaign) {
      markStopped(desk, run, by);
    }
    return shown(desk, find(ledger.runs()));
  }

  private Run find(Runs runs) {
    return runs.find(id).orElseThrow(() -> new InputException("there is no run " + id));
  }

  /** Asks again and again: whoever takes the run over meanwhile does not know of it. */
  private void awaitEnd(Desk desk, String by) {
    Ledger ledger = desk.agent().ledger();
    Instant end = desk.now().plus(PATIENCE);
    Optional<Holder> holder = ledger.runs().aliveHolder(id);
    holder.ifPresent(
        h -> desk.screen().note("Asking the " + h.describe() + " to let its writes end …"));
    while (holder.isPresent()) {
      if (desk.now().isAfter(end)) {
        throw new RunFailure(
            RunFailure.Kind.HELD,
            "run "
                + id
                + " is still being carried out by "
                + holder.get().describe()
                + ", which does not answer; it stops when it looks again");
      }
      ledger.stops().ask(id, by);
      sleep();
      holder = ledger.runs().aliveHolder(id);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a crash left behind would be taken up by the agent, unless a person stopped it. */
  private void markStopped(Desk desk, Run run, String by) {
    if (run.stoppedBy().filter(RunResult.Ending::stoppedOnPurpose).isEmpty()
        && desk.agent().ledger().runs().takeOver(id) instanceof Runs.TakeOver.Taken taken) {
      desk.agent()
          .ledger()
          .runs()
          .interrupt(taken.ownership(), RunResult.Ending.INTERRUPTED.stoppedBy("stopped by " + by));
    }
  }

  private int giveUp(Desk desk, Run run, String by) {
    if (!desk.config().directories().containsKey(run.directory())) {
      throw new InputException(
          "run " + id + " is for the directory " + run.directory() + ", which the config lacks");
    }
    Directory directory = desk.agent().directory(run.directory());
    try (Running running = new Running(desk, run.action(), false)) {
      RunResult result =
          desk.agent()
              .runner(directory, OptionalDouble.empty(), running.stop(), running.progress())
              .giveUp(run, "given up by " + by, running.reveal());
      return running.finish(result);
    }
  }

  private int shown(Desk desk, Run run) {
    Ledger ledger = desk.agent().ledger();
    Tally tally = Tally.of(ledger.runs().counts(id));
    if (desk.json()) {
      RunView.json(desk, run, tally, false, List.of());
      return Exit.DONE;
    }
    RunState state = RunState.of(ledger, run);
    desk.screen()
        .out()
        .println(
            "run "
                + id
                + ": "
                + Words.number(tally.applied())
                + " of "
                + Words.number(tally.selected())
                + " done, "
                + state);
    CampaignView.text(desk, run, tally);
    if (state == RunState.UNFINISHED) {
      desk.screen().out().println("  Go on:    keyturn resume " + id);
      desk.screen().out().println("  Give up:  keyturn stop " + id + " --for-good");
    }
    return Exit.DONE;
  }
}
