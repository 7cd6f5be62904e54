package org.keyturn.agent.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.plan.Brake;

/**
 * What a removal takes beside the sign-in, and what becomes of those who were removed.
 *
 * @param leaveGroups whether the account is taken out of the groups that name it
 * @param clear attributes whose values go: keys and certificates that let somebody in elsewhere
 * @param tellManager whether the manager of each is told
 * @param purgeAfter how long each is kept, where its removal says nothing else; empty: for good
 * @param purgeBrake how many may be deleted at a time
 */
public record RemovalSettings(
    boolean leaveGroups,
    List<String> clear,
    boolean tellManager,
    Optional<Duration> purgeAfter,
    Brake.Limits purgeBrake) {

  public static final Brake.Limits PURGE_BRAKE =
      new Brake.Limits(50, 5, "built in, no removal.purge-brake in the config");

  public static final RemovalSettings DEFAULT = new RemovalSettings(true, List.of());

  public RemovalSettings {
    clear = List.copyOf(clear);
  }

  /** One that tells nobody and keeps everybody. */
  public RemovalSettings(boolean leaveGroups, List<String> clear) {
    this(leaveGroups, clear, false, Optional.empty(), PURGE_BRAKE);
  }
}
