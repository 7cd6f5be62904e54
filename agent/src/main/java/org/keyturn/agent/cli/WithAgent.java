package org.keyturn.agent.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.Agent;
import org.keyturn.agent.config.ConfigException;
import org.keyturn.agent.config.ConfigFile;
import org.keyturn.agent.journal.Holder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that needs the config. */
abstract class WithAgent implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Override
  public final Integer call() throws ConfigException {
    Cli cli = (Cli) Objects.requireNonNull(spec).root().userObject();
    if (cli.output == Format.ldif && !(this instanceof PlanCommand)) {
      throw new InputException("-o ldif is for plan");
    }
    Path file = ConfigFile.locate(Optional.ofNullable(cli.config), System.getenv());
    try (Agent agent = new Agent(ConfigFile.load(file), Clock.systemUTC(), kind())) {
      return call(new Desk(cli, agent, cli.screen()));
    }
  }

  Holder.Kind kind() {
    return Holder.Kind.COMMAND;
  }

  abstract int call(Desk desk);
}
