package org.keyturn.agent.config;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.keyturn.agent.policy.Spreading.Start;

/**
 * The start of a period as config and command line write it: {@code 2026-12-01} (its first moment,
 * on this machine's calendar), {@code 2026-12-01T08:00:00Z}, or {@code +7d} from now.
 */
public final class StartText {

  /** What would be right, for a refusal. */
  public static final String EXAMPLES = "write for example 2026-12-01, 2026-12-01T08:00:00Z or +7d";

  private StartText() {}

  /**
   * @param zone whose calendar a date is on
   * @return empty where the text is none of these
   */
  public static Optional<Start> parse(String text, ZoneId zone) {
    if (text.startsWith("+")) {
      return DurationText.parse(text.substring(1)).map(Start.In::new);
    }
    try {
      return Optional.of(
          new Start.At(
              text.contains("T")
                  ? OffsetDateTime.parse(text).toInstant()
                  : LocalDate.parse(text).atStartOfDay(zone).toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
