package org.keyturn.agent.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Outcome;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs;
import org.keyturn.agent.journal.Runs.Ownership;
import org.keyturn.agent.plan.PlanOptions;

/** Records what became of a window of writes. Used by one thread. */
final class Landing {

  /** How many generated passwords are tried where the directory's rules refuse them. */
  private static final int TRIES = 3;

  private static final Set<String> NO_USE_WAITING =
      Set.of(WriteResult.AGENT_REFUSED, WriteResult.UNTRUSTED);

  private final Runs runs;
  private final Passwords passwords;
  private final Settling settling;
  private final Refusals refusals;
  private final Run run;
  private final Ownership ownership;

  Landing(
      Runs runs,
      Passwords passwords,
      Settling settling,
      Refusals refusals,
      Run run,
      Ownership ownership) {
    this.runs = runs;
    this.passwords = passwords;
    this.settling = settling;
    this.refusals = refusals;
    this.run = run;
    this.ownership = ownership;
  }

  /**
   * What a window came to.
   *
   * @param done accounts that have an outcome now
   * @param failures of those, failed or parked
   * @param away why some writes were not sent, or not answered; empty where all were
   * @param refusal the directory refuses the agent, or is not to be trusted: nothing more is to be
   *     sent
   */
  record Summary(long done, long failures, Optional<String> away, Optional<String> refusal) {}

  /** Waits for the answers and records them. */
  Summary land(Flight flight) {
    List<WriteResult> results = flight.join();
    List<Outcome> outcomes = new ArrayList<>();
    List<Long> replaced = new ArrayList<>();
    Optional<String> away = Optional.empty();
    Optional<String> refusal = Optional.empty();
    for (int i = 0; i < results.size(); i++) {
      Prepared p = flight.writes().get(i);
      WriteResult result = results.get(i);
      if (result instanceof WriteResult.Unreachable u) {
        away = Optional.of(u.detail());
        refusal = NO_USE_WAITING.contains(u.reason()) ? away : refusal;
      }
      Outcome outcome = outcome(p, result);
      if (outcome.state() == Item.State.FAILED && mayTryAnother(p, result)) {
        replaced.add(p.item().seq());
        outcome = new Outcome(p.item().seq(), Item.State.PLANNED, "", "", Optional.empty());
      } else if (outcome.state().isOutcome()) {
        // Whoever was refused, and is not sent the next time, has been refused all the same.
        refusals.forget(p.item());
      }
      if (outcome.state() == Item.State.UNKNOWN) {
        away = Optional.of(outcome.detail());
      }
      outcomes.add(outcome);
    }
    runs.record(ownership, outcomes);
    if (!replaced.isEmpty()) { // it empties the write-ahead log, which takes its time
      runs.destroySealed(ownership, replaced);
    }
    return summary(outcomes, away, refusal);
  }

  /** Those who are not to be written have their outcome at once, or they would be planned still. */
  Summary unwritten(List<Outcome> outcomes) {
    if (!outcomes.isEmpty()) {
      runs.record(ownership, outcomes);
    }
    return summary(outcomes, Optional.empty(), Optional.empty());
  }

  private static Summary summary(
      List<Outcome> outcomes, Optional<String> away, Optional<String> refusal) {
    return new Summary(
        outcomes.stream().filter(o -> o.state().isOutcome()).count(),
        outcomes.stream().filter(Landing::isFailure).count(),
        away,
        refusal);
  }

  private boolean mayTryAnother(Prepared p, WriteResult result) {
    return result instanceof WriteResult.Rejected r
        && r.reason().startsWith(WriteResult.PASSWORD_REFUSED)
        && (p.write().change() instanceof PasswordChange.Reset
            || p.write().change() instanceof PasswordChange.Remove)
        && !p.item().given()
        && !run.options().deliver().equals(PlanOptions.LINKED)
        && refusals.of(p.item()) < TRIES;
  }

  private Outcome outcome(Prepared p, WriteResult result) {
    if (result instanceof WriteResult.Applied applied) {
      return written(p, applied.after()).without(applied.without());
    }
    boolean refused = result instanceof WriteResult.Stale || result instanceof WriteResult.Rejected;
    boolean unanswered = p.item().attempts() > 0 && p.item().attempts() >= refusals.of(p.item());
    Outcome ended = settling.telling(p.item(), Outcomes.ended(p.item(), result));
    if (!refused || !unanswered) {
      return ended;
    }
    if (!mayTryAnother(p, result)) {
      return settling.afterRefusal(p.item(), ended);
    }
    Outcome settled = settling.outcome(p.item());
    return settled.state() == Item.State.PLANNED ? ended : settled;
  }

  /** Whoever was elsewhere before the write is read after it, where they are to be told. */
  private Outcome written(Prepared p, EntryVersion after) {
    return p.account().isEmpty() && Outcomes.tellsPerson(run)
        ? settling.found(p.item(), p.sealed(), after)
        : settling.telling(
            p.item(),
            Outcomes.applied(passwords, run, p.item(), p.account(), p.sealed()).leaving(after));
  }

  private static boolean isFailure(Outcome outcome) {
    return outcome.state() == Item.State.FAILED || outcome.state() == Item.State.PARKED;
  }
}
