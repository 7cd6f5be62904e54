package org.keyturn.agent.journal;

import java.time.Duration;
import java.util.Optional;

/**
 * What was answered to requests that carry a key, so that a program that did not hear the answer
 * may ask again and nothing is done twice.
 */
public interface GivenAnswers {

  /** How long an answer is kept. */
  Duration KEPT = Duration.ofHours(24);

  /**
   * An answer as it was given.
   *
   * @param location of the header of that name
   * @param body without secrets
   */
  record Given(int status, Optional<String> location, String body) {}

  /** What is known of a key. */
  sealed interface Known {

    /** Nothing: it is the caller's now, who gives an answer or lets go of it. */
    record New() implements Known {}

    /** This was answered. */
    record Answered(Given given) implements Known {}

    /** Another request has the key. */
    record Other() implements Known {}

    /** Somebody works on it, or the process that did has ended. */
    record Unanswered() implements Known {}
  }

  /**
   * Takes a key where it is free.
   *
   * @param token the name of the token that asks: each has keys of its own
   * @param request hex SHA-256 of what is asked
   */
  Known take(String token, String key, String request);

  void give(String token, String key, Given given);

  /** Nothing was done: the key is free again. */
  void letGo(String token, String key);
}
