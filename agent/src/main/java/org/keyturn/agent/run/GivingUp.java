package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.Runs.Ownership;

/** Gives the rest of a run up: each account that was not reached has its outcome all the same. */
final class GivingUp {

  private static final int CHUNK = 500;

  private final Runs runs;
  private final Run run;
  private final Ownership ownership;
  private final Settling settling;

  GivingUp(Directory directory, Runs runs, Passwords passwords, Run run, Ownership ownership) {
    this.runs = runs;
    this.run = run;
    this.ownership = ownership;
    this.settling = new Settling(directory, runs, passwords, run, ownership);
  }

  /**
   * What became of a write without an answer is told before.
   *
   * @return why that cannot be; empty where every account has its outcome
   */
  Optional<String> rest(String why) {
    try {
      if (!settling.settle()) {
        return Optional.of("the directory does not say what became of a write; try again later");
      }
    } catch (DirectoryException e) {
      return Optional.of("what became of a write cannot be asked: " + e.getMessage());
    }
    List<Outcome> outcomes = new ArrayList<>();
    runs.items(
        run.id(),
        item -> {
          if (item.state() == Item.State.PLANNED) {
            outcomes.add(
                new Outcome(item.seq(), Item.State.SKIPPED, "given-up", why, Optional.empty()));
          }
          if (outcomes.size() == CHUNK) {
            runs.record(ownership, outcomes);
            outcomes.clear();
          }
        });
    runs.record(ownership, outcomes);
    return Optional.empty();
  }
}
