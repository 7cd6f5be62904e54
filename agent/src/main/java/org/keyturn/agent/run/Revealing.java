package org.keyturn.agent.run;

import java.time.Clock;
import java.util.Optional;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.Tally;
import org.keyturn.agent.run.RunResult.Ending;

/** Shows the new passwords of a run whose accounts are all through. */
final class Revealing {

  private final Runs runs;
  private final Passwords passwords;
  private final Clock clock;

  Revealing(Runs runs, Passwords passwords, Clock clock) {
    this.runs = runs;
    this.passwords = passwords;
    this.clock = clock;
  }

  /** Shows what is to be shown; a crash until it is destroyed shows it again on resume. */
  boolean reveal(Run run, Reveal reveal) {
    runs.items(
        run.id(),
        item -> {
          if (item.state() == Item.State.APPLIED) {
            show(run, item, reveal);
          }
        });
    Run done = run.doneAt(clock.instant());
    return reveal.shown(new RunResult(done, Tally.of(runs.counts(run.id())), Ending.DONE, ""));
  }

  private void show(Run run, Item item, Reveal reveal) {
    Optional<byte[]> sealed = runs.sealed(run.id(), item.seq());
    if (sealed.isPresent()) {
      try (Secret password = passwords.open(sealed.get(), run.id(), item.id())) {
        reveal.show(item, password);
      }
    }
  }
}
