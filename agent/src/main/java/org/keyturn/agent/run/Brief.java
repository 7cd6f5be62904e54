package org.keyturn.agent.run;

import java.util.Optional;

/**
 * Who asks for a run, and why.
 *
 * @param actor for the audit trail: an operator's login, or {@code schedule}
 * @param operator the login or DN that is never touched; empty for a schedule
 * @param reason what the operator wrote; may be empty
 */
public record Brief(String actor, Optional<String> operator, String reason) {}
