package org.keyturn.agent.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keyturn.agent.journal.Message;

/**
 * Why a person was told of the end of their password by a job, or was not.
 *
 * @param job the config's job
 * @param verdict in one word
 * @param why for people: whole but for times and the address, which the reader's side shows
 * @param point the point that it is about: how long before the end; empty where it is about none
 * @param at when that point comes or came
 * @param message what was owed for it
 */
public record ReminderNews(
    String job,
    Verdict verdict,
    String why,
    Optional<Duration> point,
    Optional<Instant> at,
    Optional<Message> message) {

  /** Stable: programs read the names. */
  public enum Verdict {
    /** It left. */
    TOLD,
    /** It is in the outbox: it waits for its hours, or for another attempt. */
    OWED,
    /** It is in the outbox and will not leave as it is, or was given up. */
    STUCK,
    /** A run is to come. */
    DUE,
    /** Its point is to come. */
    NOT_YET,
    /** No run will, as things are. */
    NOT
  }
}
