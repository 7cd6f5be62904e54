package org.keyturn.agent.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh.",
    footer = {"", "Example:", "  source <(keyturn completion)"})
final class CompletionCommand implements Callable<Integer> {

  @ParentCommand @Nullable Cli cli;

  @Override
  public Integer call() {
    Objects.requireNonNull(cli).screen().out().print(Cli.completion());
    return Exit.DONE;
  }
}
