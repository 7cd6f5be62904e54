package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.Optional;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;

/**
 * A plan that somebody froze and that waits: to be confirmed, to be approved, for its turn.
 *
 * @param id the plan's, and then its run's
 * @param checksum of the frozen document
 * @param action what it does
 * @param directory whose accounts it means
 * @param job the config's job; empty for an act
 * @param changes how many accounts it changes
 * @param gone how many were chosen that are not there any more
 * @param searched whether a filter chose them, rather than somebody one by one
 * @param grave whether whoever confirms it gives their own password again
 * @param planner who froze it
 * @param brake what the brake said of it
 * @param tripped whether it is more than one person may do
 * @param createdAt when it was frozen
 * @param validUntil not carried out later than this
 * @param state how far it is
 * @param reason why it is to be done; empty until it is confirmed
 * @param approver who approved it, where that was needed
 * @param dropped why it is not carried out; empty while it may be
 */
public record PendingPlan(
    String id,
    String checksum,
    Action action,
    String directory,
    Optional<String> job,
    long changes,
    long gone,
    boolean searched,
    boolean grave,
    Planner planner,
    String brake,
    boolean tripped,
    Instant createdAt,
    Instant validUntil,
    State state,
    String reason,
    Optional<Person> approver,
    String dropped) {

  /** An account of the people who work here; two of one person are told apart. */
  public record Person(String directory, AccountId id, String login) {

    public boolean isSame(Person other) {
      return directory.equals(other.directory) && id.equals(other.id);
    }
  }

  /**
   * Who froze it, as they were then.
   *
   * @param dn where their account stood, which the plan leaves alone
   * @param role what they were allowed
   * @param via how they asked: {@code console}, {@code token NAME}
   */
  public record Planner(Person person, String dn, String role, String via) {}

  public enum State {
    /** Frozen, and looked at. */
    PLANNED,
    /** Confirmed, and more than one person may do: somebody else is to approve it. */
    WAITING,
    /** To be carried out as soon as there is room. */
    QUEUED,
    /** It is a run. */
    BEGUN,
    /** It will never be one. */
    DROPPED
  }

  /** Whether it may still be thought better of. */
  public boolean isOpen() {
    return state == State.PLANNED || state == State.WAITING;
  }
}
