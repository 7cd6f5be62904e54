package org.keyturn.agent.policy;

import java.time.Duration;
import org.keyturn.agent.account.Reminders;

/** When an account is due: the {@code when} of a job. */
public sealed interface Rule {

  record Always() implements Rule {}

  /** The password was last changed that long ago or longer. */
  record PasswordOlderThan(Duration age) implements Rule {}

  /** The password's age ends it within that time, or has ended it. */
  record ExpiresWithin(Duration time) implements Rule {}

  /** The password's age ends it, and a point around that end has come. */
  record RemindAt(Reminders reminders) implements Rule {}

  /**
   * The person must still choose another password than the one they were given, after that time.
   */
  record NeverSignedInSinceReset(Duration after) implements Rule {}

  /** The last successful sign-in, or the last change where there was none, is that long ago. */
  record InactiveFor(Duration time) implements Rule {}
}
