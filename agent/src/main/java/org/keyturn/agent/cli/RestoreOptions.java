package org.keyturn.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.plan.PlanOptions;
import picocli.CommandLine.Option;

/** How somebody comes back. */
final class RestoreOptions {

  @Option(
      names = "--partial",
      description = "For restore: do without groups that are gone, and say which.")
  boolean partial;

  @Option(
      names = "--no-link",
      description = "For restore: mail nobody a link to a password of their own.")
  boolean noLink;

  /** What is meant by them beside an action; empty beside all but a restore. */
  Optional<PlanOptions> options(Desk desk, Action action) {
    if (action == Action.RESTORE) {
      return Optional.of(
          PlanOptions.restore(!noLink && Deliveries.hasPortal(desk.config()), partial));
    }
    if (partial || noLink) {
      throw new InputException("--partial and --no-link go with restore");
    }
    return Optional.empty();
  }

  /** As they were typed. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (partial) {
      words.add("--partial");
    }
    if (noLink) {
      words.add("--no-link");
    }
    return words;
  }
}
