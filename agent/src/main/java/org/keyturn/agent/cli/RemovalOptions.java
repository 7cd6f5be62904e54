package org.keyturn.agent.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Lifecycle;
import org.keyturn.agent.config.DurationText;
import org.keyturn.agent.plan.PlanOptions;
import picocli.CommandLine.Option;

/** How somebody leaves. */
final class RemovalOptions {

  @Option(
      names = "--to-manager",
      description = "For remove: mail the manager of each that they are gone.")
  boolean toManager;

  @Option(
      names = "--purge-after",
      paramLabel = "TIME",
      description =
          "For remove: delete the entry after that, e.g. 30d, by keyturn purge; or never.")
  @Nullable String purgeAfter;

  /** What is meant by them beside an action; empty beside all but a removal. */
  Optional<PlanOptions> options(Desk desk, Action action) {
    if ((toManager || purgeAfter != null) && action != Action.REMOVE) {
      throw new InputException("--to-manager and --purge-after go with remove");
    }
    if (toManager && desk.config().mail().isEmpty()) {
      throw new InputException("--to-manager: the config has no mail; see mail: in keyturn.yaml");
    }
    return action == Action.REMOVE
        ? Optional.of(PlanOptions.remove(toManager, kept()))
        : Optional.empty();
  }

  private Optional<Duration> kept() {
    String text = purgeAfter;
    if (text == null) {
      return Optional.empty();
    }
    if (text.equals("never")) {
      return Optional.of(Lifecycle.FOR_GOOD);
    }
    Optional<Duration> time = DurationText.parse(text).filter(d -> !d.isZero());
    if (time.isEmpty()) {
      throw new InputException(
          "--purge-after "
              + text
              + ": "
              + DurationText.problem(text).orElse("is no time at all")
              + "; "
              + DurationText.EXAMPLES
              + ", or never");
    }
    return time;
  }

  /** As they were typed. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (toManager) {
      words.add("--to-manager");
    }
    if (purgeAfter != null) {
      words.addAll(List.of("--purge-after", purgeAfter));
    }
    return words;
  }
}
