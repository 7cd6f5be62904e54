package org.keyturn.agent.plan;

import java.time.Duration;
import java.util.Optional;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.policy.Rule;

/** No age is judged, and no expiry written, by a clock that the directory does not share. */
final class Clocks {

  private Clocks() {}

  /**
   * @throws PlanException where the request goes by the time, and the clocks are too far apart
   */
  static void compare(Directory directory, PlanRequest request) {
    if (!goesByTime(request)) {
      return;
    }
    Optional<Duration> offset = directory.clockOffset();
    if (offset.filter(o -> o.abs().compareTo(Directory.CLOCKS_APART) > 0).isPresent()) {
      throw new PlanException(
          "the clocks are apart: the directory's is "
              + offset.get().abs().toSeconds()
              + " s "
              + (offset.get().isNegative() ? "behind" : "ahead of")
              + " this machine's, and ages and expiry would be judged wrongly. Set the one that is"
              + " wrong; see keyturn check");
    }
  }

  private static boolean goesByTime(PlanRequest request) {
    return !(request.rule() instanceof Rule.Always)
        || !request.selection().states().isEmpty()
        || request.action() == Action.EXPIRE
        || request.action() == Action.PURGE
        || request.action() == Action.REMIND;
  }
}
