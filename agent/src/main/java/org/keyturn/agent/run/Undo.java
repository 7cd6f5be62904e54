package org.keyturn.agent.run;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.plan.Done;
import org.keyturn.agent.plan.Plan;
import org.keyturn.agent.plan.UndoPlanner;
import org.keyturn.agent.plan.UndoRequest;

/**
 * Plans to take a run back, from what the ledger keeps of it: the pre-image of each account that it
 * changed, what the write left, and what was done to the account since. The plan is carried out by
 * a {@link Runner}, as every other.
 */
public final class Undo {

  /** How many of an account's latest runs are looked at. */
  private static final int HISTORY = 100;

  private final Runs runs;
  private final UndoPlanner planner;

  public Undo(Runs runs, UndoPlanner planner) {
    this.runs = runs;
    this.planner = planner;
  }

  /**
   * @param operator the login or DN of whoever asks
   * @throws RunFailure where the run is not finished, or changed nobody
   */
  public Plan plan(Run run, Optional<String> operator) {
    if (run.state() == Run.State.OPEN) {
      throw new RunFailure(
          RunFailure.Kind.INPUT,
          "run "
              + run.id()
              + " is not finished, and what it still writes could not be taken back: end it first"
              + " (keyturn resume "
              + run.id()
              + ")");
    }
    Action what = what(runs, run);
    if (what == Action.PURGE) {
      throw new RunFailure(
          RunFailure.Kind.INPUT,
          "run "
              + run.id()
              + " deleted people for good, and nothing takes that back. What they were is sealed,"
              + " below purged/"
              + run.id()
              + " of the store: gpg -d FILE | ldapmodify");
    }
    if (what == Action.RESTORE || (what == Action.REMOVE && run.action() == Action.UNDO)) {
      throw new RunFailure(
          RunFailure.Kind.INPUT,
          "run " + run.id() + " brought people back; to remove them again: keyturn remove USER…");
    }
    if (runs.counts(run.id()).stream().noneMatch(c -> mayBeChanged(what, c.state()))) {
      throw new RunFailure(
          RunFailure.Kind.INPUT, "run " + run.id() + " changed nobody: there is nothing to undo");
    }
    return planner.plan(new UndoRequest(run.id(), what, sink -> each(run, what, sink), operator));
  }

  /** The run that another takes back. */
  static Run source(Runs runs, Run undo) {
    String id = undo.options().undoes().orElseThrow();
    return runs.find(id)
        .orElseThrow(
            () ->
                new RunFailure(RunFailure.Kind.INPUT, "the ledger has no run " + id + " to undo"));
  }

  /** What a run did; for the undo of an undo, what was undone in the first place. */
  static Action what(Runs runs, Run run) {
    Run first = run;
    while (first.action() == Action.UNDO) {
      first = source(runs, first);
    }
    return first.action();
  }

  private void each(Run run, Action what, Consumer<Done> sink) {
    runs.items(
        run.id(),
        item -> {
          if (mayBeChanged(what, item.state())) {
            sink.accept(done(run, what, item));
          }
        });
  }

  /** Whoever was removed half-way goes back as well. */
  private static boolean mayBeChanged(Action what, Item.State state) {
    return state == Item.State.APPLIED || (what == Action.REMOVE && state == Item.State.FAILED);
  }

  private Done done(Run run, Action what, Item item) {
    Optional<String> later = Optional.empty();
    Optional<String> undone = Optional.empty();
    if (PutBackFamily.of(what).isPresent()) {
      for (Map.Entry<Run, Item> entry : runs.history(item.id(), HISTORY)) {
        Run other = entry.getKey();
        if (!isLater(run, item, other, entry.getValue())) {
          continue;
        }
        if (other.options().undoes().equals(Optional.of(run.id()))) {
          undone = Optional.of(other.id());
        } else if (PutBackFamily.of(what(runs, other)).equals(PutBackFamily.of(what))) {
          later = Optional.of("run " + other.id() + " (" + other.action() + ") wrote to it");
        }
      }
    }
    return new Done(item.id(), item.dn(), item.login(), item.before(), item.after(), later, undone);
  }

  private static boolean isLater(Run run, Item item, Run other, Item theirs) {
    return !other.id().equals(run.id())
        && other.directory().equals(run.directory())
        && theirs.state() == Item.State.APPLIED
        && theirs.at().isPresent()
        && item.at().filter(at -> theirs.at().get().isAfter(at)).isPresent();
  }
}
