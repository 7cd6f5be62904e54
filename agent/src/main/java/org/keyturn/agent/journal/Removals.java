package org.keyturn.agent.journal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.journal.Runs.Ownership;

/** Who was removed, and step by step what was taken from them. */
public interface Removals {

  /**
   * Puts on disk what an account was, before the first step. What an earlier removal of it took and
   * nobody gave back stays on record, with what is to be taken now beside it: a second removal of
   * somebody who is half removed knows the whole of them.
   *
   * @param removal of the account as it is now
   * @param steps in order; their numbers are given here
   * @param anew whether what an earlier removal left on record is of another time, and goes
   */
  void begin(Ownership ownership, Removal removal, List<RemovalStep> steps, boolean anew);

  Optional<Removal> find(String directory, AccountId account);

  /** In order. */
  List<RemovalStep> steps(String directory, AccountId account);

  /**
   * A step's state, on disk before the write that it announces; every one but {@code PLANNED} is in
   * the audit trail.
   */
  void mark(Ownership ownership, AccountId account, RemovalStep step, RemovalStep.State state);

  /** The intent of a new password, with the version that it replaces. */
  void intendPassword(
      Ownership ownership, AccountId account, RemovalStep step, EntryVersion before);

  /** How far the account is as a whole; of one that was purged the steps are forgotten. */
  void end(Ownership ownership, AccountId account, Removal.State state);

  /** Streams those who are removed now, by login. */
  void removed(String directory, Consumer<Removal> sink);

  /** Streams everybody who was ever removed, also half of the way, is back or deleted, by login. */
  void onRecord(String directory, Consumer<Removal> sink);
}
