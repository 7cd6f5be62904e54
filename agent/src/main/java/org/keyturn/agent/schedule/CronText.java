package org.keyturn.agent.schedule;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** Quartz's cron expressions, judged before anything is scheduled. */
public final class CronText {

  private CronText() {}

  /**
   * @return what is wrong with a cron expression, for people; empty: nothing, and it has a time
   */
  public static Optional<String> problem(String cron) {
    int fields = cron.trim().split("\\s+").length;
    if (fields < 6 || fields > 7) {
      return Optional.of(
          "has "
              + fields
              + (fields == 1 ? " field" : " fields")
              + ", Quartz wants 6 or 7 with the seconds first");
    }
    try {
      CronExpression expression = new CronExpression(cron);
      expression.setTimeZone(TimeZone.getTimeZone("UTC"));
      // From the epoch, not from now: a config does not become wrong as time goes by.
      return expression.getNextValidTimeAfter(Date.from(Instant.EPOCH)) == null
          ? Optional.of("names a day that never comes")
          : Optional.empty();
    } catch (ParseException | IllegalArgumentException | UnsupportedOperationException e) {
      return Optional.of(String.valueOf(e.getMessage()).strip().replaceAll("\\.$", ""));
    }
  }
}
