package org.keyturn.agent.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyturn.agent.journal.Occurrences.Occurrence;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.report.CampaignDocument;
import org.keyturn.agent.report.Csv;
import org.keyturn.agent.report.Documents;
import org.keyturn.agent.report.FollowUp;
import org.keyturn.agent.report.RunState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "runs",
    sortOptions = false,
    description = "What was done: the ledger of runs, newest first.",
    subcommands = RunsCommand.Show.class,
    footer = {
      "",
      "Examples:",
      "  keyturn runs",
      "  keyturn runs show 20261122-023000-7kq2 --details",
      "  keyturn runs --missed"
    })
final class RunsCommand extends WithAgent {

  @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
  int limit = 50;

  @Option(names = "--missed", description = "Scheduled times that came to nothing, instead.")
  boolean missed;

  @Override
  int call(Desk desk) {
    if (missed) {
      occurrences(desk);
    } else {
      runs(desk);
    }
    return Exit.DONE;
  }

  private void runs(Desk desk) {
    Runs runs = desk.agent().ledger().runs();
    List<Run> all = runs.list(limit);
    if (desk.json()) {
      Json.array(
          desk.screen().out(),
          g ->
              all.forEach(
                  run -> {
                    g.writeStartObject();
                    Documents.run(g, run, Tally.of(runs.counts(run.id())));
                    g.writeEndObject();
                  }));
      return;
    }
    if (desk.csv()) {
      csv(desk, runs, all);
      return;
    }
    Table table =
        new Table(
            desk.screen().width(), "run", "what", "state", "applied", "skipped", "failed", "by");
    for (Run run : all) {
      Tally tally = Tally.of(runs.counts(run.id()));
      table.row(
          run.id(),
          run.job().orElse(run.action().id())
              + (run.siblings().isEmpty() ? "" : " in " + run.directory()),
          RunState.of(desk.agent().ledger(), run).toString(),
          Words.number(tally.applied()) + "/" + Words.number(tally.selected()),
          Words.number(tally.skipped() + tally.alreadySo()),
          Words.number(tally.failed() + tally.parked() - tally.open()),
          run.actor());
    }
    if (table.isEmpty()) {
      desk.screen().note("No run yet. Start one: keyturn force-change USER, or keyturn run JOB");
    } else {
      table.print(desk.screen().out(), desk.screen());
    }
  }

  private static void csv(Desk desk, Runs runs, List<Run> all) {
    try (Csv csv =
        new Csv(
            desk.screen().out(),
            "run",
            "job",
            "action",
            "directory",
            "state",
            "started",
            "ended",
            "selected",
            "applied",
            "alreadySo",
            "skipped",
            "failed",
            "parked",
            "actor")) {
      for (Run run : all) {
        Tally t = Tally.of(runs.counts(run.id()));
        csv.row(
            run.id(),
            run.job().orElse(""),
            run.action(),
            run.directory(),
            RunState.of(desk.agent().ledger(), run),
            run.startedAt(),
            run.endedAt().map(Instant::toString).orElse(""),
            t.selected(),
            t.applied(),
            t.alreadySo(),
            t.skipped(),
            t.failed(),
            t.parked(),
            run.actor());
      }
    }
  }

  private void occurrences(Desk desk) {
    List<Occurrence> all =
        desk.agent().ledger().occurrences().list(Optional.empty(), limit).stream()
            .filter(o -> o.run().isEmpty())
            .toList();
    if (desk.json()) {
      Json.array(
          desk.screen().out(),
          g ->
              all.forEach(
                  o -> {
                    g.writeStartObject();
                    g.writeStringProperty("job", o.job());
                    g.writeStringProperty("scheduled", o.scheduledAt().toString());
                    g.writeStringProperty("state", o.state().name().toLowerCase(Locale.ROOT));
                    g.writeStringProperty("detail", o.detail());
                    g.writeEndObject();
                  }));
      return;
    }
    if (desk.csv()) {
      try (Csv csv = new Csv(desk.screen().out(), "job", "scheduled", "state", "detail")) {
        all.forEach(
            o ->
                csv.row(
                    o.job(),
                    o.scheduledAt(),
                    o.state().name().toLowerCase(Locale.ROOT),
                    o.detail()));
      }
      return;
    }
    Table table = new Table(desk.screen().width(), "job", "scheduled", "state", "why");
    all.forEach(
        o ->
            table.row(
                o.job(),
                Words.time(o.scheduledAt()),
                o.state().name().toLowerCase(Locale.ROOT),
                o.detail()));
    if (table.isEmpty()) {
      desk.screen().note("No scheduled time was missed.");
    } else {
      table.print(desk.screen().out(), desk.screen());
    }
  }

  @Command(
      name = "show",
      sortOptions = false,
      description = "One run, with its reasons.",
      footer = {"", "Example:", "  keyturn runs show 20261122-023000-7kq2 --details"})
  static final class Show extends WithAgent {

    @Parameters(index = "0", paramLabel = "RUN", description = "Its id.")
    String id = "";

    @Option(names = "--details", description = "Every account.")
    boolean details;

    @Option(
        names = "--since",
        description =
            "Ask the directory who has chosen another password since; a campaign does so anyway.")
    boolean since;

    @Override
    int call(Desk desk) {
      Runs runs = desk.agent().ledger().runs();
      Run run = runs.find(id).orElseThrow(() -> new InputException("there is no run " + id));
      Tally tally = Tally.of(runs.counts(id));
      if (desk.csv()) {
        RunView.csv(desk, id);
        return Exit.DONE;
      }
      boolean ask =
          FollowUp.concerns(run)
              && (since || desk.agent().ledger().campaigns().find(id).isPresent());
      Optional<FollowUp> followUp = ask ? CampaignView.followUp(desk, run) : Optional.empty();
      if (desk.json()) {
        Json.object(
            desk.screen().out(),
            g -> {
              RunView.json(desk, g, run, tally, details, List.of());
              if (ask) {
                CampaignDocument.write(g, followUp);
              }
            });
        return Exit.DONE;
      }
      text(desk, run, tally, RunState.of(desk.agent().ledger(), run), followUp);
      return Exit.DONE;
    }

    /** What was done to the same people elsewhere. */
    private static void sibling(Desk desk, String other) {
      Runs runs = desk.agent().ledger().runs();
      runs.find(other)
          .ifPresent(
              run -> {
                Tally tally = Tally.of(runs.counts(other));
                desk.screen()
                    .out()
                    .println(
                        "  together with run "
                            + other
                            + " in "
                            + run.directory()
                            + ": "
                            + Words.number(tally.applied())
                            + " of "
                            + Words.number(tally.selected())
                            + " done, "
                            + RunState.of(desk.agent().ledger(), run));
              });
    }

    private void text(
        Desk desk, Run run, Tally tally, RunState state, Optional<FollowUp> followUp) {
      var out = desk.screen().out();
      out.println(
          desk.screen().strong(run.job().orElse(run.action().id()) + " in " + run.directory())
              + ": "
              + Words.number(tally.applied())
              + " of "
              + Words.number(tally.selected())
              + " done, "
              + state
              + run.stoppedBy().map(why -> " (" + why + ")").orElse(""));
      out.println(
          "  by "
              + run.actor()
              + ", "
              + Words.time(run.startedAt())
              + run.endedAt().map(at -> " to " + Words.time(at)).orElse("")
              + (run.reason().isEmpty() ? "" : ", because: " + run.reason()));
      run.options().undoes().ifPresent(undone -> out.println("  takes back run " + undone));
      run.siblings().forEach(other -> sibling(desk, other));
      CampaignView.text(desk, run, tally);
      followUp.ifPresent(f -> CampaignView.text(out, f));
      RunView.reasons(out, tally);
      if (details) {
        out.println();
        RunView.items(desk, id);
      }
      if (state == RunState.UNFINISHED) {
        out.println("  Go on: keyturn resume " + id);
      }
    }
  }
}
