package org.keyturn.agent.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of the audit trail somebody looks for; an empty text asks for nothing. Case is not
 * looked at in ASCII letters.
 *
 * @param actor what the name of who did it contains
 * @param event what the event contains: {@code applied}, {@code brake}
 * @param subject what the name of whom it was done to contains
 * @param run the id of a run
 * @param from not before
 * @param until before
 */
public record AuditQuestion(
    String actor,
    String event,
    String subject,
    String run,
    Optional<Instant> from,
    Optional<Instant> until) {

  public static final AuditQuestion ALL =
      new AuditQuestion("", "", "", "", Optional.empty(), Optional.empty());
}
