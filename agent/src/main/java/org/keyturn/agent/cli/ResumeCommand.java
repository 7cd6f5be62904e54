package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.journal.Ledgers;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.report.RunState;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.run.RunResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

@Command(
    name = "resume",
    sortOptions = false,
    description =
        "Take up a run that was interrupted or crashed, or all of them; of a campaign, the wave that"
            + " is due. Named, a paused one goes on.",
    footer = {
      "",
      "Examples:",
      "  keyturn resume",
      "  keyturn resume --rebuild --reason 'restored from Sunday'"
    })
final class ResumeCommand extends WithAgent {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "A run of keyturn runs; all that are unfinished if none is given.")
  @Nullable String id;

  @Option(
      names = "--rebuild",
      description =
          "Take a store that is older than its audit head, restored from a backup, as it is; the"
              + " trail says so from then on. Open writes are settled by reading the directory;"
              + " nothing is written to it.")
  boolean rebuild;

  @Mixin ActOptions options = new ActOptions();

  @Override
  int call(Desk desk) {
    if (options.pace != null || options.canary != null) {
      throw new InputException("a run keeps the waves that it began with; leave --waves out");
    }
    if (id != null) {
      desk.agent()
          .ledger()
          .campaigns()
          .goOn(id, desk.actor())
          .ifPresent(why -> desk.screen().note("The pause is over: " + why));
    }
    if (rebuild) {
      Ledgers.acceptRestored(
          desk.config().store(), desk.agent().clock(), desk.actor(), options.reason);
      if (id == null) {
        return settled(desk);
      }
    }
    List<Run> unfinished =
        id == null
            ? unfinished(desk)
            : named(
                desk.agent().ledger().runs(),
                desk.agent()
                    .ledger()
                    .runs()
                    .find(id)
                    .orElseThrow(() -> new InputException("there is no run " + id)));
    if (unfinished.isEmpty()) {
      desk.screen().note("Nothing to resume now.");
      Delivery.deliver(desk); // a process may have died between a run and its mails
      if (desk.json()) {
        Json.array(desk.screen().out(), g -> {});
      }
      return Exit.DONE;
    }
    int[] worst = {Exit.DONE};
    if (desk.json() && (id == null || unfinished.size() > 1)) {
      Json.array(
          desk.screen().out(),
          g ->
              unfinished.forEach(
                  run -> worst[0] = Math.max(worst[0], resume(desk, run, Optional.of(g)))));
    } else {
      unfinished.forEach(run -> worst[0] = Math.max(worst[0], resume(desk, run, Optional.empty())));
    }
    return worst[0];
  }

  /** With those after it that were begun together with it, and that nobody carries on. */
  private static List<Run> named(Runs runs, Run run) {
    List<String> linked = run.options().linked();
    List<String> later = linked.subList(linked.indexOf(run.id()) + 1, linked.size());
    List<Run> all = new ArrayList<>(List.of(run));
    runs.unfinished().stream().filter(other -> later.contains(other.id())).forEach(all::add);
    return all;
  }

  /** A campaign that waits needs nobody; one that is paused is named by whoever decided it. */
  private static List<Run> unfinished(Desk desk) {
    Ledger ledger = desk.agent().ledger();
    List<Run> due = ledger.campaigns().due();
    List<Run> unfinished = new ArrayList<>();
    for (Run run : ledger.runs().unfinished()) {
      RunState state = RunState.of(ledger, run);
      if (state == RunState.UNFINISHED || due.contains(run)) {
        unfinished.add(run);
      } else if (state == RunState.PAUSED) {
        desk.screen().warn("run " + run.id() + " is paused: keyturn resume " + run.id());
      } else if (state == RunState.WAITING) {
        desk.screen().note("run " + run.id() + " waits: keyturn runs show " + run.id());
      }
    }
    return unfinished;
  }

  /** What is unfinished here may have been finished since: a person decides what goes on. */
  private static int settled(Desk desk) {
    List<Run> open = desk.agent().ledger().runs().unfinished();
    open.stream()
        .map(Run::directory)
        .distinct()
        .filter(desk.config().directories()::containsKey)
        .forEach(
            name ->
                new Acting(desk, new ActOptions()).settleUnfinished(desk.agent().directory(name)));
    desk.screen()
        .note(
            "The store is taken as it is, with "
                + Words.count(open.size(), "unfinished run", "unfinished runs")
                + ".");
    return Exit.DONE;
  }

  /** One run that cannot be taken up does not keep the others from it. */
  private int resume(Desk desk, Run run, Optional<JsonGenerator> array) {
    try {
      return carryOn(desk, run, array);
    } catch (InputException | RunFailure | DirectoryException e) {
      if (id != null) {
        throw e;
      }
      desk.screen().fail("run " + run.id() + ": " + e.getMessage());
      return Exit.of(e);
    }
  }

  private int carryOn(Desk desk, Run run, Optional<JsonGenerator> array) {
    if (!desk.config().directories().containsKey(run.directory())) {
      throw new InputException(
          "run "
              + run.id()
              + " is for the directory "
              + run.directory()
              + ", which the config lacks");
    }
    Deliveries.refuseWhileAway(desk, run.action(), run.options().deliver());
    Directory directory = desk.agent().directory(run.directory());
    try (Running running = new Running(desk, run.action(), options.details, array)) {
      RunResult result =
          desk.agent()
              .runner(directory, options.writesPerSecond(), running.stop(), running.progress())
              .resume(run, desk.operator(), running.reveal());
      return running.finish(result);
    }
  }
}
