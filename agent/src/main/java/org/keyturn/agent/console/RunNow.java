package org.keyturn.agent.console;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.journal.PendingPlan;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;

/**
 * How far a run is, or the plan that becomes one.
 *
 * @param run empty: it is none yet
 * @param plan empty: nobody planned it here
 * @param tally of its accounts; nothing while it is no run
 * @param own the same of its own accounts, without those of {@code parts}
 * @param stage where it stands
 * @param pace how fast it goes; empty where this process does not carry it out, or it just began
 * @param waiting why nothing moves; else empty
 * @param trouble why it could not be begun or taken up the last time; else empty
 * @param parts those that were begun together with it, in other directories; their accounts are in
 *     the tally too
 */
public record RunNow(
    Optional<Run> run,
    Optional<PendingPlan> plan,
    Tally tally,
    Tally own,
    Stage stage,
    Optional<Pace> pace,
    String waiting,
    String trouble,
    List<Part> parts) {

  /** What the same act does in another directory. */
  public record Part(Run run, Tally tally) {}

  /**
   * How many people it is about, each once; who was planned to be left alone is not counted, where
   * that is known.
   */
  public long people() {
    return plan.isPresent() && parts.isEmpty() ? plan.get().changes() : own.selected();
  }

  public enum Stage {
    /** A plan that nobody confirmed yet. */
    PLANNED(false),
    /** A plan that a second person is to approve. */
    WAITING(false),
    /** It begins, or goes on, when there is room. */
    QUEUED(true),
    RUNNING(true),
    /** Somebody asked it to stop; the writes that are under way end. */
    STOPPING(true),
    /** Every account is through, and its passwords wait to be looked at. */
    SHOWS(false),
    /** A campaign between two waves. */
    RESTS(false),
    /** A campaign that goes on when somebody says so. */
    PAUSED(false),
    /** It goes on when somebody says so. */
    STOPPED(false),
    DONE(false),
    /** A plan that will not be carried out. */
    DROPPED(false);

    private final boolean moving;

    Stage(boolean moving) {
      this.moving = moving;
    }

    /** Whether it is worth another look soon. */
    public boolean isMoving() {
      return moving;
    }
  }
}
