package org.keyturn.agent.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.journal.Waves;
import org.keyturn.agent.plan.Brake;
import org.keyturn.agent.plan.PlanHeader;
import org.keyturn.agent.plan.Plans;
import org.keyturn.agent.run.Given;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "apply",
    sortOptions = false,
    description =
        "Carry out exactly a plan, or less: what changed since it was made is skipped as stale.",
    footer = {
      "",
      "Examples:",
      "  keyturn apply plan.json --reason 'change 4711'",
      "  keyturn apply plan.json plan.cloud.json",
    })
final class ApplyCommand extends WithAgent {

  @Parameters(
      arity = "1..*",
      paramLabel = "PLAN",
      description =
          "A file of keyturn plan … -f; of people with accounts in several directories all.")
  List<Path> files = List.of();

  @Mixin ActOptions options = new ActOptions();
  @Mixin SheetOptions sheet = new SheetOptions();

  @Override
  int call(Desk desk) {
    try (PlanFiles read = PlanFiles.read(files)) {
      read.plans().forEach((file, plan) -> check(desk, file, plan.header()));
      if (options.dryRun) {
        read.plans().values().forEach(plan -> PlanView.print(desk, plan, options.details));
        return Exit.DONE;
      }
      Plans plans = read.together(desk);
      PlanHeader header = plans.first().header();
      Deliveries.check(desk, header.options());
      Acting acting = new Acting(desk, options, waves(desk, header));
      acting.refuseShown(header.options().deliver());
      sheet.check(desk, header.options().deliver());
      plans.parts().forEach(part -> acting.settleUnfinished(part.directory()));
      return acting.carryOut(
          plans,
          options.limits(brake(desk, header)),
          new Acting.Orders(Given.NOTHING, h -> sheet.order(desk, h)),
          header.action().id() + " …");
    } finally {
      sheet.close();
    }
  }

  private static void check(Desk desk, Path file, PlanHeader header) {
    if (!desk.config().directories().containsKey(header.directory())
        || (desk.cli().directory != null
            && header.linked().isEmpty()
            && !desk.cli().directory.equals(header.directory()))) {
      throw new InputException(
          file + ": is a plan for the directory " + header.directory() + ", not for this one");
    }
    if (header.validUntil().isBefore(desk.now())) {
      throw new InputException(
          file
              + ": was good until "
              + Words.time(header.validUntil())
              + "; too much may have changed since. Make a new plan");
    }
  }

  private static Optional<Waves> waves(Desk desk, PlanHeader header) {
    return header
        .job()
        .flatMap(name -> Optional.ofNullable(desk.config().jobs().get(name)))
        .flatMap(KeyturnConfig.Job::waves);
  }

  /** A job's plan is judged by that job's brake, however it is carried out. */
  private Brake.Limits brake(Desk desk, PlanHeader header) {
    if (header.job().isEmpty()) {
      return ActCommand.brake(desk.config(), header.action());
    }
    KeyturnConfig.Job job = desk.config().jobs().get(header.job().get());
    if (job == null) {
      throw new InputException(
          files.get(0)
              + ": is a plan of the job "
              + header.job().get()
              + ", which the config has no more; make a new plan");
    }
    return job.settings().brake();
  }
}
