package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  GivingUp(Runs runs, Run run, Ownership ownership, Settling settling) {
    this.runs = runs;
    this.run = run;
    this.ownership = ownership;
    this.settling = settling;
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
            outcomes.add(givenUp(item, why));
          }
          if (outcomes.size() == CHUNK) {
            runs.record(ownership, outcomes);
            outcomes.clear();
          }
        });
    runs.record(ownership, outcomes);
    return Optional.empty();
  }

  /** Of a change in several steps some may have been taken: then it is not as if nothing was. */
  private Outcome givenUp(Item item, String why) {
    boolean begun = item.attempts() > 0 && FlagChanges.isInSteps(runs, run);
    return new Outcome(
        item.seq(),
        begun ? Item.State.FAILED : Item.State.SKIPPED,
        "given-up",
        begun ? why + "; some of its steps may have been taken: keyturn audit" : why,
        Optional.empty());
  }
}
