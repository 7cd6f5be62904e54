package org.keyturn.agent.directory;

import java.time.Instant;

/**
 * A hint that lets the server answer from an index. A dialect renders it as a filter that matches
 * at least every account meant, accounts whose state cannot be told included; the rules decide.
 */
public sealed interface Due {

  record Any() implements Due {}

  /** The password was last changed at or before the instant, or it is not known when. */
  record ChangedBefore(Instant instant) implements Due {}

  /** The password's age ends it at or before the instant, under whatever policy applies. */
  record ExpiresBefore(Instant instant) implements Due {}

  /**
   * The entry names this policy, by itself or otherwise.
   *
   * @param policy its DN
   */
  record Under(String policy) implements Due {}

  /** The person must choose another password at the next sign-in. */
  record MustChange() implements Due {}
}
