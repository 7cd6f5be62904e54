package org.keyturn.agent.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.HeldValues;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Placement;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.RemovalStep;
import org.keyturn.agent.journal.RemovalStep.Kind;
import org.keyturn.agent.journal.RemovalStep.State;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs.Ownership;

/**
 * Brings one account back, a removal's steps in the other order: where it stood, its keys, its
 * groups, and enabled last. The password stays the one that nobody knows, and must be changed: what
 * worked before works no more. Each step has its intent and outcome as on the way out. Thread-safe.
 */
final class Returning {

  private static final Set<State> ON_THE_WAY =
      EnumSet.of(State.BACK_INTENT, State.BACK, State.MISSING);

  private final Directory directory;
  private final Placement placement;
  private final Removals removals;
  private final Run run;
  private final Ownership ownership;

  Returning(Directory directory, Removals removals, Run run, Ownership ownership) {
    this.directory = directory;
    this.placement = directory.placement();
    this.removals = removals;
    this.run = run;
    this.ownership = ownership;
  }

  WriteResult apply(Write write, PasswordChange.Restore change) {
    Optional<Removal> found = removals.find(run.directory(), write.id());
    if (found.isEmpty() || found.get().state() == Removal.State.RESTORED) {
      return new WriteResult.AlreadySo();
    }
    Removal removal = found.get();
    List<RemovalStep> steps = new ArrayList<>(removals.steps(run.directory(), write.id()));
    Collections.reverse(steps);
    if (!isOnItsWay(steps)) {
      Optional<WriteResult> elsewhere = elsewhere(write);
      if (elsewhere.isPresent()) {
        return elsewhere.get();
      }
    }
    for (RemovalStep step : steps) {
      if (!step.state().owesBack()) {
        continue;
      }
      removals.mark(ownership, write.id(), step, State.BACK_INTENT);
      WriteResult result = giveBack(step, removal);
      if (Leaving.isSo(result)) {
        removals.mark(ownership, write.id(), step, State.BACK);
      } else if (change.partial() && isDispensable(step, result)) {
        removals.mark(ownership, write.id(), step, State.MISSING);
      } else {
        return told(result);
      }
    }
    removals.end(ownership, write.id(), Removal.State.RESTORED);
    return new WriteResult.Applied(
        account(write.id()).version(),
        Progress.missing(removals.steps(run.directory(), write.id())));
  }

  /** What the server said no to, and somebody can be back without. */
  private static boolean isDispensable(RemovalStep step, WriteResult result) {
    return (step.kind() == Kind.LEAVE || step.kind() == Kind.CLEAR)
        && (result instanceof WriteResult.Rejected || result instanceof WriteResult.Stale);
  }

  private static boolean isOnItsWay(List<RemovalStep> steps) {
    return steps.stream().anyMatch(s -> ON_THE_WAY.contains(s.state()));
  }

  private Optional<WriteResult> elsewhere(Write write) {
    Optional<Account> now = directory.read(write.id());
    if (now.isEmpty()) {
      return Optional.of(new WriteResult.Stale("gone", "the entry does not exist any more"));
    }
    return NormalDn.of(now.get().dn()).equals(NormalDn.of(write.dn()))
        ? Optional.empty()
        : Optional.of(new WriteResult.Stale("moved", "now " + now.get().dn()));
  }

  private WriteResult giveBack(RemovalStep step, Removal removal) {
    Account now = account(removal.id());
    return switch (step.kind()) {
      case MOVE -> placement.move(now.id(), now.dn(), Placement.parentOf(removal.dn()));
      case CLEAR -> placement.restore(now.dn(), new HeldValues(step.attribute(), step.values()));
      case LEAVE -> placement.join(Progress.membership(step));
      case SCRAMBLE -> flag(now, Action.FORCE_CHANGE);
      case DISABLE -> removal.enabled() ? flag(now, Action.ENABLE) : new WriteResult.AlreadySo();
    };
  }

  /** A server that cannot ask for another password lets nobody in with this one either. */
  private WriteResult flag(Account now, Action action) {
    return directory.info().actions().contains(action)
        ? directory.apply(
            new Write(now.id(), now.dn(), now.version(), new PasswordChange.Flag(action)))
        : new WriteResult.AlreadySo();
  }

  private Account account(AccountId id) {
    return directory
        .read(id)
        .orElseThrow(
            () ->
                new DirectoryException(
                    DirectoryException.Kind.UNREACHABLE,
                    "the entry was there the moment before, and is not now"));
  }

  private static WriteResult told(WriteResult result) {
    return result instanceof WriteResult.Stale s
        ? new WriteResult.Rejected(s.reason(), -1, s.detail() + "; half brought back")
        : result;
  }
}
