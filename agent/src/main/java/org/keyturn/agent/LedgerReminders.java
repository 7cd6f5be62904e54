package org.keyturn.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.config.KeyturnConfig;
import org.keyturn.agent.journal.Ledger;
import org.keyturn.agent.notify.Reminder;
import org.keyturn.agent.plan.ReminderLog;

/**
 * The reminders that the ledger's outbox holds. A day begins at midnight where the job's hours are.
 */
final class LedgerReminders implements ReminderLog {

  private final Supplier<Ledger> ledger;
  private final Clock clock;
  private final Map<String, KeyturnConfig.Job> jobs;

  LedgerReminders(Supplier<Ledger> ledger, Clock clock, Map<String, KeyturnConfig.Job> jobs) {
    this.ledger = ledger;
    this.clock = clock;
    this.jobs = jobs;
  }

  @Override
  public boolean has(AccountId account, Instant end, Duration point, boolean test) {
    return ledger.get().outbox().has(Reminder.key(account, end, point, test));
  }

  @Override
  public long today(String job, boolean test) {
    ZoneId zone =
        Optional.ofNullable(jobs.get(job))
            .flatMap(KeyturnConfig.Job::reminding)
            .map(how -> how.hours().zone())
            .orElse(ZoneOffset.UTC);
    Instant midnight = clock.instant().atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    return ledger.get().runs().reminded(job, midnight, test);
  }
}
