package org.keyturn.agent.cli;

import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.plan.PlanRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    sortOptions = false,
    description = "Plan, brake and apply a job of the config now.",
    footer = {
      "",
      "Examples:",
      "  keyturn run staff-rotation -n",
      "  keyturn run staff-rotation -y"
    })
final class RunCommand extends WithAgent {

  @Parameters(index = "0", paramLabel = "JOB", description = "A job of the config.")
  String name = "";

  @Mixin ActOptions options = new ActOptions();
  @Mixin LinkOptions link = new LinkOptions();

  @Override
  int call(Desk desk) {
    KeyturnConfig.Job job = desk.config().jobs().get(name);
    if (job == null) {
      throw new InputException(
          "there is no job "
              + name
              + ". The config has: "
              + String.join(", ", desk.config().jobs().keySet()));
    }
    desk.cli().directory = job.settings().directory();
    if (job.settings().action() == Action.SYNC) {
      return new Syncing(desk, options, Optional.of(name)).sync(job.settings().brake(), false);
    }
    return new Acting(desk, options, job.waves())
        .planAndCarryOut(
            PlanRequest.of(job.settings(), desk.operator())
                .only(link.only || job.settings().only()),
            options.limits(job.settings().brake()),
            Acting.Orders.NONE,
            name);
  }
}
