package org.keyturn.agent.journal;

import java.util.Locale;
import java.util.Optional;
import org.keyturn.agent.account.Action;

/**
 * Which runs somebody looks for; an empty text asks for nothing.
 *
 * @param job the config's job
 * @param actor who asked for it
 */
public record RunQuestion(Optional<Kind> kind, String job, Optional<Action> action, String actor) {

  public static final RunQuestion ALL = new RunQuestion(Optional.empty(), "", Optional.empty(), "");

  /** What became of it. */
  public enum Kind {
    /** Some account has no outcome yet, whether somebody carries it on or not. */
    OPEN,
    DONE,
    /** Some account failed or was parked, and has its outcome. */
    FAILED;

    /** As an address has it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
