package org.keyturn.agent.cli;

import java.time.Instant;
import java.util.Optional;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.notify.Recipients;
import org.keyturn.agent.plan.Printable;
import org.keyturn.agent.report.ReminderNews;

/** Why somebody was told of the end of their password, or was not, as {@code explain} says it. */
final class ReminderLine {

  private ReminderLine() {}

  /** "expiry-reminder: told 7 days before, 2026-11-20 08:00, to f••••@c••••.com". */
  static String of(ReminderNews news, Instant now) {
    Optional<Message> message = news.message();
    return news.job()
        + ": "
        + Printable.line(news.why())
        + message
            .map(m -> ", " + Words.time(m.sentAt().orElse(m.createdAt())) + to(m) + waits(m, now))
            .or(() -> news.at().map(at -> ", " + Words.time(at)))
            .orElse("");
  }

  private static String to(Message message) {
    return ", to " + Recipients.mask(message.content().recipient());
  }

  /** What was never tried and may not leave yet waits for its hours. */
  static String waits(Message message, Instant now) {
    return message.state() == Message.State.OWED
            && message.attempts() == 0
            && message.nextAttemptAt().isAfter(now)
        ? ", not before " + Words.time(message.nextAttemptAt())
        : "";
  }
}
