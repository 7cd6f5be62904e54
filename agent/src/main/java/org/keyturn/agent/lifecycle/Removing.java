package org.keyturn.agent.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.directory.Authorship;
import org.keyturn.agent.directory.Batch;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.DirectoryException;
import org.keyturn.agent.directory.Write;
import org.keyturn.agent.directory.WriteResult;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Runs.Ownership;
import org.keyturn.agent.run.Carrier;

/**
 * Carries a run's removals out, brings people back and deletes them for good; every other change is
 * the directory's.
 */
public final class Removing implements Carrier {

  private final Directory directory;
  private final Removals removals;
  private final Run run;
  private final Leaving leaving;
  private final Returning returning;
  private final Purging purging;

  public Removing(
      Directory directory,
      Removals removals,
      RemovalSettings settings,
      Keepsake keepsake,
      Run run,
      Ownership ownership) {
    this.directory = directory;
    this.removals = removals;
    this.run = run;
    this.leaving = new Leaving(directory, removals, settings, run, ownership);
    this.returning = new Returning(directory, removals, run, ownership);
    this.purging = new Purging(directory, removals, keepsake, run, ownership);
  }

  @Override
  public Batch batch(List<Write> writes) {
    return writes.stream().anyMatch(write -> isInSteps(write.change()))
        ? Batch.each(this::apply)
        : directory.batch(writes);
  }

  private static boolean isInSteps(PasswordChange change) {
    return change instanceof PasswordChange.Remove
        || change instanceof PasswordChange.Restore
        || change instanceof PasswordChange.Purge;
  }

  private WriteResult apply(Write write) {
    try {
      if (write.change() instanceof PasswordChange.Remove remove) {
        return leaving.apply(write, remove);
      }
      if (write.change() instanceof PasswordChange.Restore restore) {
        return returning.apply(write, restore);
      }
      return write.change() instanceof PasswordChange.Purge
          ? purging.apply(write)
          : directory.apply(write);
    } catch (KeepsakeException e) { // so nothing was deleted
      return new WriteResult.Rejected("not-kept", -1, String.valueOf(e.getMessage()));
    } catch (DirectoryException e) { // what has to be read before a step could not be
      String said = String.valueOf(e.getMessage());
      return switch (e.kind()) {
        case REFUSED -> new WriteResult.Unreachable(WriteResult.AGENT_REFUSED, said);
        case UNREACHABLE, INCOMPLETE -> new WriteResult.Unreachable("unreachable", said);
        // Of this one account: the others need not wait for it.
        case BAD_REQUEST -> new WriteResult.Rejected("unreadable", -1, said);
      };
    }
  }

  @Override
  public Authorship whoWrote(Write write) {
    if (!isInSteps(write.change())) {
      return directory.whoWrote(write);
    }
    try {
      Optional<Account> now = directory.read(write.id());
      if (write.change() instanceof PasswordChange.Purge) {
        return purged(write, now);
      }
      if (now.isEmpty()) {
        return new Authorship.Gone();
      }
      return isDone(write)
          ? new Authorship.Ours(now.get().version(), without(write))
          : new Authorship.Untouched(now.get().version());
    } catch (DirectoryException e) {
      return new Authorship.CannotTell(String.valueOf(e.getMessage()));
    }
  }

  /** What is gone and not on record as deleted is handed out again, to be recorded. */
  private Authorship purged(Write write, Optional<Account> now) {
    EntryVersion version =
        now.map(Account::version).orElseGet(() -> EntryVersion.of(new TreeMap<>()));
    return removals
            .find(run.directory(), write.id())
            .filter(r -> r.state() == Removal.State.PURGED)
            .isPresent()
        ? new Authorship.Ours(version)
        : new Authorship.Untouched(version);
  }

  /** On record still where the process ended between its last step and its outcome. */
  private String without(Write write) {
    return write.change() instanceof PasswordChange.Restore
        ? Progress.missing(removals.steps(run.directory(), write.id()))
        : "";
  }

  private boolean isDone(Write write) {
    Optional<Removal> removal = removals.find(run.directory(), write.id());
    return write.change() instanceof PasswordChange.Remove
        ? removal
            .filter(r -> r.run().equals(run.id()))
            .filter(r -> r.state() == Removal.State.REMOVED)
            .isPresent()
        : removal.filter(r -> r.state() == Removal.State.RESTORED).isPresent();
  }
}
