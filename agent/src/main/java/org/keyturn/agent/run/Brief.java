package org.keyturn.agent.run;

import java.util.Optional;

/**
 * Who asks for a run, and why.
 *
 * @param actor for the audit trail: an operator's login, or {@code schedule}
 * @param operator the login or DN that is never touched; empty for a schedule
 * @param reason what the operator wrote; may be empty
 * @param given the passwords that the operator chose
 * @param sheet where new passwords are written down, for {@code --deliver sheet}
 */
public record Brief(
    String actor,
    Optional<String> operator,
    String reason,
    Given given,
    Optional<SheetOrder> sheet) {

  /** Generated passwords, no sheet. */
  public Brief(String actor, Optional<String> operator, String reason) {
    this(actor, operator, reason, Given.NOTHING, Optional.empty());
  }
}
