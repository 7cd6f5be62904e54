package org.keyturn.agent.run;

import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.Reminders;
import org.keyturn.agent.journal.BusinessHours;
import org.keyturn.agent.journal.Reminding;
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
 * @param reminding for a reminder: when messages may leave, and who else is told
 */
public record Brief(
    String actor,
    Optional<String> operator,
    String reason,
    Given given,
    Optional<SheetOrder> sheet,
    Optional<Waves> waves,
    Optional<Reminding> reminding) {

  /** In one go. */
  public Brief(
      String actor,
      Optional<String> operator,
      String reason,
      Given given,
      Optional<SheetOrder> sheet) {
    this(actor, operator, reason, given, sheet, Optional.empty(), Optional.empty());
  }

  /** Generated passwords, no sheet. */
  public Brief(String actor, Optional<String> operator, String reason) {
    this(actor, operator, reason, Given.NOTHING, Optional.empty());
  }

  /** The same, wave by wave. */
  public Brief in(Optional<Waves> pace) {
    return new Brief(actor, operator, reason, given, sheet, pace, reminding);
  }

  /** How people are told at these points; where nothing was said, at any hour, and nobody else. */
  Reminding reminding(Reminders reminders) {
    return reminding
        .map(how -> how.with(reminders))
        .orElseGet(() -> new Reminding(reminders, List.of(), BusinessHours.ANY));
  }

  /** The same, telling people so. */
  public Brief telling(Optional<Reminding> how) {
    return new Brief(actor, operator, reason, given, sheet, waves, how);
  }
}
