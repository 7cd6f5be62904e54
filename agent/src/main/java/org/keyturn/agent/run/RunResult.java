package org.keyturn.agent.run;

import java.util.Locale;
import java.util.Optional;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.journal.Tally;

/**
 * How far a run came.
 *
 * @param run as the ledger has it now
 * @param tally every account of the plan, accounted for
 * @param ending why it ended
 * @param detail for people; empty where there is nothing to say
 */
public record RunResult(Run run, Tally tally, Ending ending, String detail) {

  public enum Ending {
    /** Every account has an outcome. */
    DONE,
    /** A campaign rests until its next wave, or until somebody says resume. */
    WAVE,
    /** Somebody asked it to stop; it can be resumed. */
    INTERRUPTED,
    /** The directory was away for too long, or refused the agent; it can be resumed. */
    UNREACHABLE,
    /** Too much went wrong in a row; it can be resumed. */
    BRAKE;

    /** What the ledger keeps of it: "brake: 20 writes in a row were refused". */
    public String stoppedBy(String why) {
      return prefix() + why;
    }

    private String prefix() {
      return name().toLowerCase(Locale.ROOT) + ": ";
    }

    /** Whether a run's {@code stoppedBy} says that it ended so. */
    public boolean stopped(Optional<String> stoppedBy) {
      return stoppedBy.filter(text -> text.startsWith(prefix())).isPresent();
    }

    /**
     * Whether a person or the brake stopped it, rather than a crash, a directory that was away, or
     * the end of the daemon that carried it out.
     */
    public static boolean stoppedOnPurpose(String stoppedBy) {
      Optional<String> text = Optional.of(stoppedBy);
      return (INTERRUPTED.stopped(text)
              && !stoppedBy.equals(INTERRUPTED.stoppedBy(Stop.AGENT_ENDS)))
          || BRAKE.stopped(text);
    }
  }
}
