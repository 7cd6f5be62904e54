package org.keyturn.agent.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.plan.PlanException;
import org.keyturn.agent.plan.PlanRequest;
import org.keyturn.agent.run.RunFailure;
import org.keyturn.agent.schedule.QuartzOpenings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

@Command(
    name = "remind",
    sortOptions = false,
    description =
        "Tell people now that their password ends, as a job of the config with do: remind says; all"
            + " such jobs if none is named. Nobody is told the same twice.",
    footer = {
      "",
      "Examples:",
      "  keyturn remind -n             who would be told what, and where",
      "  keyturn remind expiry-reminder"
    })
final class RemindCommand extends WithAgent {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "JOB",
      description = "A job of the config that reminds.")
  @Nullable String name;

  @Mixin ActOptions options = new ActOptions();

  @Override
  int call(Desk desk) {
    List<KeyturnConfig.Job> jobs = jobs(desk);
    // The config says what is told to whom: without a terminal it is done as its schedule would.
    options.yes |= !desk.screen().canAsk();
    if (name != null) {
      return remind(desk, jobs.get(0), Optional.empty());
    }
    int[] worst = {Exit.DONE};
    if (desk.json() && !options.dryRun) {
      Json.array(
          desk.screen().out(),
          g ->
              jobs.forEach(job -> worst[0] = Math.max(worst[0], tried(desk, job, Optional.of(g)))));
    } else {
      jobs.forEach(job -> worst[0] = Math.max(worst[0], tried(desk, job, Optional.empty())));
    }
    return worst[0];
  }

  private List<KeyturnConfig.Job> jobs(Desk desk) {
    List<KeyturnConfig.Job> all =
        desk.config().jobs().values().stream()
            .filter(job -> job.settings().action() == Action.REMIND)
            .toList();
    if (all.isEmpty()) {
      throw new InputException(
          "no job of the config reminds anybody; add one with do: remind and"
              + " remind: {at: [14d, 7d, 3d, 1d, -1d]}");
    }
    if (name != null) {
      return all.stream()
          .filter(job -> job.settings().name().equals(name))
          .findFirst()
          .map(List::of)
          .orElseThrow(
              () ->
                  new InputException(
                      "there is no job "
                          + name
                          + " that reminds. The config has: "
                          + String.join(
                              ", ", all.stream().map(j -> j.settings().name()).toList())));
    }
    if (all.size() > 1 && options.dryRun && (desk.json() || desk.csv())) {
      throw new InputException("several jobs remind; name the one whose plan is to be written");
    }
    return all;
  }

  /** One job that cannot be done does not keep the others from it. */
  private int tried(Desk desk, KeyturnConfig.Job job, Optional<JsonGenerator> document) {
    try {
      return remind(desk, job, document);
    } catch (InputException | PlanException | RunFailure | DirectoryException e) {
      desk.screen().fail(job.settings().name() + ": " + e.getMessage());
      return Exit.of(e);
    }
  }

  private int remind(Desk desk, KeyturnConfig.Job job, Optional<JsonGenerator> document) {
    desk.cli().directory = job.settings().directory();
    job.settings()
        .testTo()
        .ifPresent(
            to ->
                desk.screen()
                    .warn(
                        job.settings().name()
                            + " is tried out: everything goes to "
                            + to
                            + ", nobody else is told (remind.test-to)"));
    Instant now = desk.now();
    job.reminding()
        .map(how -> new QuartzOpenings().next(how.hours(), now))
        .filter(leaves -> leaves.isAfter(now))
        .ifPresent(
            leaves ->
                desk.screen()
                    .note("Mails leave from " + Words.time(leaves) + " on (remind.hours)."));
    return new Acting(desk, options, job.waves(), document)
        .planAndCarryOut(
            PlanRequest.of(job.settings(), desk.operator()),
            options.limits(job.settings().brake()),
            Acting.Orders.NONE,
            job.settings().name());
  }
}
