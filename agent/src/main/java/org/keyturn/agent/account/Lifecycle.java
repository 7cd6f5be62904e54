package org.keyturn.agent.account;

import java.time.Duration;
import java.util.Optional;

/**
 * How somebody leaves or comes back; frozen into plan and run.
 *
 * @param partial of who comes back: what cannot be had back is done without
 * @param tellManager of who leaves: their manager is told
 * @param purgeAfter of who leaves: how long the entry is kept; empty: for good
 */
public record Lifecycle(boolean partial, boolean tellManager, Optional<Duration> purgeAfter) {

  /** Of anything else. */
  public static final Lifecycle NONE = new Lifecycle(false, false, Optional.empty());

  /** What a removal says that is not to be followed by a deletion, whatever holds otherwise. */
  public static final Duration FOR_GOOD = Duration.ZERO;

  /** Of a removal, with what holds where it says nothing itself. */
  public Lifecycle orElse(boolean telling, Optional<Duration> keeping) {
    return new Lifecycle(
        partial,
        tellManager || telling,
        purgeAfter.or(() -> keeping).filter(time -> !time.equals(FOR_GOOD)));
  }
}
