package org.keyturn.agent.run;

import java.util.Locale;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.plan.PlanOptions;

/**
 * The passwords of a run that sets, in another directory, those that a first run has set and tells:
 * whoever did not get theirs there gets none here, because nobody would learn it.
 */
final class Following {

  private static final String ELSEWHERE = "skipped-elsewhere";

  private final Runs runs;
  private final Passwords passwords;
  private final Run first;

  private Following(Runs runs, Passwords passwords, Run first) {
    this.runs = runs;
    this.passwords = passwords;
    this.first = first;
  }

  /** Empty for a run that makes its passwords itself, or has none. */
  static Optional<Following> of(Runs runs, Passwords passwords, Run run) {
    return first(runs, run).map(first -> new Following(runs, passwords, first));
  }

  private static Optional<Run> first(Runs runs, Run run) {
    return run.options().deliver().equals(PlanOptions.LINKED)
        ? Optional.of(runs.find(run.options().linked().get(0)).orElseThrow())
        : Optional.empty();
  }

  /** The run that has to be done before this one may write; empty: it may. */
  static Optional<Run> waitsFor(Runs runs, Run run) {
    return first(runs, run).filter(first -> first.state() != Run.State.DONE);
  }

  /** What becomes of an account that has no password here; empty: it has one. */
  Optional<Outcome> objection(Item item) {
    Item there = there(item);
    if (there.state() != Item.State.APPLIED) {
      return Optional.of(
          skipped(
              item,
              first.directory()
                  + ": "
                  + there.state().name().toLowerCase(Locale.ROOT)
                  + (there.reason().isEmpty() ? "" : ", " + there.reason())));
    }
    return runs.sealed(first.id(), there.seq()).isPresent()
        ? Optional.empty()
        : Optional.of(skipped(item, "what " + first.directory() + " was given was destroyed"));
  }

  /**
   * The password that the first run has set.
   *
   * @return the caller's to close
   */
  Secret password(Item item) {
    Item there = there(item);
    byte[] sealed = runs.sealed(first.id(), there.seq()).orElseThrow();
    return passwords.open(sealed, first.id(), there.id());
  }

  private Item there(Item item) {
    return runs.item(first.id(), item.person().orElseThrow()).orElseThrow();
  }

  private static Outcome skipped(Item item, String detail) {
    return new Outcome(item.seq(), Item.State.SKIPPED, ELSEWHERE, detail, Optional.empty());
  }
}
