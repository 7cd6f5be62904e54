package org.keyturn.agent.journal;

import java.util.List;
import org.keyturn.agent.account.Reminders;

/**
 * How a run tells people of the end of their password; frozen when it begins.
 *
 * @param reminders at which points
 * @param escalateTo who is told as well, from the point on that the reminders name: addresses, and
 *     {@link #MANAGER}
 * @param hours when messages may leave; their zone is the one that people read times in
 */
public record Reminding(Reminders reminders, List<String> escalateTo, BusinessHours hours) {

  /** Whoever the account's {@code manager} attribute names. */
  public static final String MANAGER = "manager";

  public Reminding {
    escalateTo = List.copyOf(escalateTo);
  }

  /** The same, at the points that a plan was made for. */
  public Reminding with(Reminders planned) {
    return new Reminding(planned, escalateTo, hours);
  }
}
