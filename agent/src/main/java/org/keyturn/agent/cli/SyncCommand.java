package org.keyturn.agent.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "sync",
    sortOptions = false,
    description = {
      "Bring the directory to what password-policies declares: the policies, and who is under them.",
      "Only what changed since the last time is looked at, where the directory tells."
    },
    footer = {
      "",
      "Examples:",
      "  keyturn sync --check            what is not as declared? Then 1, else 0",
      "  keyturn sync -y                 bring it there",
      "  keyturn sync --watch -y         and keep it there",
      "  keyturn sync --full --check     look at everybody, whatever is known"
    })
final class SyncCommand extends WithAgent {

  @Option(names = "--check", description = "Tell what drifted; change nothing. Exit code 1 or 0.")
  boolean check;

  @Option(
      names = "--watch",
      description = "Keep looking every 2 seconds, and repair without asking, under the brake.")
  boolean watch;

  @Option(names = "--full", description = "Look at every account, not only at what changed.")
  boolean full;

  @Mixin ActOptions options = new ActOptions();

  @Override
  int call(Desk desk) {
    if (watch) {
      if (check || options.dryRun || desk.json() || desk.csv()) {
        throw new InputException(
            "--watch repairs, and tells so in text: not with --check, --dry-run, -o json or csv");
      }
      if (!options.yes) {
        throw new InputException("--watch does not ask: say --yes, or look first with --check");
      }
      return new SyncWatching(desk).watch(options.limits(desk.config().brake()));
    }
    Syncing syncing = new Syncing(desk, options, Optional.empty());
    return check || options.dryRun
        ? syncing.check(full, check)
        : syncing.sync(options.limits(desk.config().brake()), full);
  }
}
