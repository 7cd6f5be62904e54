package org.keyturn.agent.journal;

import java.util.List;
import java.util.Optional;

/**
 * Plans that wait. Each step is taken once, by whoever comes first, and from the state and for the
 * checksum that it says: whoever comes second changes nothing. Every step is in the audit trail.
 */
public interface PendingPlans {

  /**
   * @throws LedgerException where there is one with this id
   */
  void add(PendingPlan plan);

  Optional<PendingPlan> find(String id);

  /** Oldest first. */
  List<PendingPlan> in(PendingPlan.State state);

  /**
   * Its planner means it: {@code PLANNED → QUEUED}, or {@code → WAITING} where the brake says no.
   *
   * @param sealed the password that was typed for its one account; empty: none was
   * @return false where it is not to be confirmed any more, or is another one
   */
  boolean confirm(String id, String checksum, String reason, byte[] sealed);

  /**
   * Somebody else means it too: {@code WAITING → QUEUED}.
   *
   * @return false where it does not wait, is another one or too old, or they planned it themselves
   */
  boolean approve(String id, String checksum, PendingPlan.Person by);

  /** It is a run: {@code QUEUED → BEGUN}; the typed password is the run's. */
  void begun(String id);

  /**
   * It will not be carried out. One that is a run is left as it is.
   *
   * @param by a login, or {@code agent}
   */
  boolean drop(String id, String by, String why);

  /** The password that was typed, sealed; empty where none was. */
  Optional<byte[]> given(String id);
}
