package org.keyturn.agent.run;

import java.time.Instant;
import org.keyturn.agent.journal.BusinessHours;

/** Tells when people can be asked for something. Pure. */
public interface Openings {

  /** At any time, whatever the hours say. */
  Openings ALWAYS = (hours, from) -> from;

  /** The first instant within the hours, at or after another. */
  Instant next(BusinessHours hours, Instant from);
}
