package org.keyturn.agent.run;

import java.util.Optional;
import org.keyturn.agent.journal.Waves;

/**
 * Who asks for a run, and why.
 *
 * @param actor for the audit trail: an operator's login, or {@code schedule}
 * @param operator the login or DN that is never touched; empty for a schedule
 * @param reason what the operator wrote; may be empty
 * @param given the passwords that the operator chose
 * @param sheet where new passwords are written down, for {@code --deliver sheet}
 * @param waves the pace of a campaign; empty: everybody in one go
 */
public record Brief(
    String actor,
    Optional<String> operator,
    String reason,
    Given given,
    Optional<SheetOrder> sheet,
    Optional<Waves> waves) {

  /** In one go. */
  public Brief(
      String actor,
      Optional<String> operator,
      String reason,
      Given given,
      Optional<SheetOrder> sheet) {
    this(actor, operator, reason, given, sheet, Optional.empty());
  }

  /** Generated passwords, no sheet. */
  public Brief(String actor, Optional<String> operator, String reason) {
    this(actor, operator, reason, Given.NOTHING, Optional.empty());
  }

  /** The same, wave by wave. */
  public Brief in(Optional<Waves> pace) {
    return new Brief(actor, operator, reason, given, sheet, pace);
  }
}
