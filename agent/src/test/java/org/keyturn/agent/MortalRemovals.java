package org.keyturn.agent;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.journal.Removal;
import org.keyturn.agent.journal.RemovalStep;
import org.keyturn.agent.journal.Removals;
import org.keyturn.agent.journal.Runs.Ownership;

/** The record of removals, of a process that ends at one of its entries. */
final class MortalRemovals implements Removals {

  private final Removals removals;
  private final int entry;
  private final boolean after;
  private int entries;

  /**
   * @param entry at which the process ends, from 1
   * @param after whether it is on disk by then
   */
  MortalRemovals(Removals removals, int entry, boolean after) {
    this.removals = removals;
    this.entry = entry;
    this.after = after;
  }

  private void write(Runnable write) {
    boolean last = ++entries == entry;
    if (!last || after) {
      write.run();
    }
    if (last) {
      throw new IllegalStateException("killed");
    }
  }

  @Override
  public void begin(Ownership ownership, Removal removal, List<RemovalStep> steps, boolean anew) {
    write(() -> removals.begin(ownership, removal, steps, anew));
  }

  @Override
  public Optional<Removal> find(String directory, AccountId account) {
    return removals.find(directory, account);
  }

  @Override
  public List<RemovalStep> steps(String directory, AccountId account) {
    return removals.steps(directory, account);
  }

  @Override
  public void mark(
      Ownership ownership, AccountId account, RemovalStep step, RemovalStep.State state) {
    write(() -> removals.mark(ownership, account, step, state));
  }

  @Override
  public void intendPassword(
      Ownership ownership, AccountId account, RemovalStep step, EntryVersion before) {
    write(() -> removals.intendPassword(ownership, account, step, before));
  }

  @Override
  public void end(Ownership ownership, AccountId account, Removal.State state) {
    write(() -> removals.end(ownership, account, state));
  }

  @Override
  public void removed(String directory, Consumer<Removal> sink) {
    removals.removed(directory, sink);
  }

  @Override
  public void onRecord(String directory, Consumer<Removal> sink) {
    removals.onRecord(directory, sink);
  }
}
