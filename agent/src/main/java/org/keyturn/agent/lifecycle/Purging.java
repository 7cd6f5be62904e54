package org.keyturn.agent.lifecycle;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.HeldValues;
import org.keyturn.agent.directory.NormalDn;
import org.keyturn.agent.directory.Placement;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.RemovalStep;
import org.keyturn.agent.journal.RemovalStep.Kind;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs.Ownership;

/**
 * Deletes one entry that was removed before: what would bring it back is sealed and on disk first.
 * Whoever takes it up again after a crash finds the entry there, and does the same once more, or
 * gone, and only records it; as it does where somebody deleted it by hand. Thread-safe.
 */
final class Purging {

  private final Directory directory;
  private final Removals removals;
  private final Keepsake keepsake;
  private final Run run;
  private final Ownership ownership;

  Purging(Directory directory, Removals removals, Keepsake keepsake, Run run, Ownership ownership) {
    this.directory = directory;
    this.removals = removals;
    this.keepsake = keepsake;
    this.run = run;
    this.ownership = ownership;
  }

  WriteResult apply(Write write) {
    Optional<Removal> removal =
        removals.find(run.directory(), write.id()).filter(r -> r.state() == Removal.State.REMOVED);
    if (removal.isEmpty()) {
      return new WriteResult.Stale("changed-since", "it is not removed any more");
    }
    Optional<Account> now = directory.read(write.id());
    WriteResult result =
        now.isPresent() ? delete(write, removal.get(), now.get()) : new WriteResult.AlreadySo();
    if (Leaving.isSo(result)) {
      removals.end(ownership, write.id(), Removal.State.PURGED);
    }
    return result;
  }

  private WriteResult delete(Write write, Removal removal, Account now) {
    Optional<WriteResult> another = another(write, now);
    if (another.isPresent()) {
      return another.get();
    }
    keepsake.keep(run.id(), write.id(), ldif(removal, now));
    return directory.placement().delete(now);
  }

  /** The plan is as old as its brake; what it deletes is looked at once more. */
  private Optional<WriteResult> another(Write write, Account now) {
    if (!NormalDn.of(now.dn()).equals(NormalDn.of(write.dn()))
        || directory.archive().filter(dn -> Placement.isBelow(now.dn(), dn)).isEmpty()) {
      return Optional.of(new WriteResult.Stale("moved", "now " + now.dn()));
    }
    return now.state().enabled()
        ? Optional.of(new WriteResult.Stale("changed-since", "it was enabled"))
        : Optional.empty();
  }

  private String ldif(Removal removal, Account now) {
    List<RemovalStep> taken =
        removals.steps(run.directory(), removal.id()).stream()
            .filter(step -> step.state().owesBack())
            .toList();
    return directory
        .placement()
        .ldif(
            now.dn(),
            Placement.below(now.dn(), Placement.parentOf(removal.dn())),
            taken.stream()
                .filter(step -> step.kind() == Kind.CLEAR)
                .map(step -> new HeldValues(step.attribute(), step.values()))
                .toList(),
            taken.stream()
                .filter(step -> step.kind() == Kind.LEAVE)
                .map(Progress::membership)
                .toList());
  }
}
