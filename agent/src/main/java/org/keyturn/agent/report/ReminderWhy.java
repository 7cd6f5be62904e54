package org.keyturn.agent.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Reminders;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.Run;
import org.keyturn.agent.policy.RemindWords;
import org.keyturn.agent.report.ReminderNews.Verdict;

/**
 * Answers why somebody was or was not told of the end of their password. Pure: the ledger was read
 * before.
 *
 * @param account as it is now
 * @param untouchable why no run touches it; empty where one may
 * @param done what runs did to it, newest first
 * @param mailed what was owed about it, newest first
 * @param now read once
 */
record ReminderWhy(
    Account account,
    Optional<String> untouchable,
    List<Map.Entry<Run, Item>> done,
    List<Message> mailed,
    Instant now) {

  // As the messages have them (notify.Reminder, which this room does not import).
  private static final String POINT = "point";
  private static final String EXPIRES_AT = "expiresAt";
  private static final String TEST_FOR = "testFor";
  private static final String ESCALATION = "expiry-escalation";

  ReminderNews of(String job, Reminders reminders) {
    Optional<String> never = never();
    if (never.isPresent()) {
      return news(job, Verdict.NOT, never.get(), Optional.empty(), Optional.empty());
    }
    Instant end = account.state().expiry().end().orElseThrow();
    Optional<Duration> due = reminders.due(end, now);
    Optional<Message> told = due.flatMap(point -> message(reminders.from(point), end));
    if (told.isPresent()) {
      return told(job, told.get(), end);
    }
    if (due.isPresent()) {
      return due(job, reminders, due.get(), end);
    }
    return reminders
        .next(end, now)
        .map(
            point ->
                news(
                    job,
                    Verdict.NOT_YET,
                    "not due yet: the first is " + RemindWords.of(point),
                    Optional.of(point),
                    Optional.of(end)))
        .orElseGet(
            () ->
                news(
                    job,
                    Verdict.NOT,
                    "not told: the last point came too long ago (remind.late)",
                    Optional.empty(),
                    Optional.empty()));
  }

  private Optional<String> never() {
    if (untouchable.isPresent()) {
      return Optional.of("never told: " + untouchable.get());
    }
    if (account.state().expiry() instanceof Expiry.Unknown unknown) {
      return Optional.of("not told: when the password ends cannot be told, " + unknown.reason());
    }
    if (account.state().expiry() instanceof Expiry.Never) {
      return Optional.of("not told: the password does not end");
    }
    return account.state().enabled()
        ? Optional.empty()
        : Optional.of("not told: the account is disabled");
  }

  private ReminderNews told(String job, Message message, Instant end) {
    Duration point = Duration.parse(message.content().values().getOrDefault(POINT, "PT0S"));
    String words = RemindWords.of(point);
    return switch (message.state()) {
      case SENT -> news(job, Verdict.TOLD, "told " + words, point, end, message);
      case OWED ->
          news(
              job,
              Verdict.OWED,
              message.attempts() == 0
                  ? "owed " + words + ", not sent yet"
                  : "owed " + words + ", to be tried again: " + message.error(),
              point,
              end,
              message);
      case PARKED -> news(job, Verdict.STUCK, "not sent: " + message.error(), point, end, message);
      case DROPPED ->
          news(
              job,
              Verdict.STUCK,
              message.error().isEmpty() ? "not sent: it was dropped" : message.error(),
              point,
              end,
              message);
    };
  }

  private ReminderNews due(String job, Reminders reminders, Duration point, Instant end) {
    String words = RemindWords.of(point);
    if (account.mail().isEmpty()
        && account.recoveryMail().isEmpty()
        && !reminders.escalates(point)) {
      return news(job, Verdict.NOT, "not told: the entry has no mail address", point, end);
    }
    return capped(job, end.minus(point))
        ? news(
            job,
            Verdict.DUE,
            "due " + words + ", and left for a later run: more were due than are told a day",
            point,
            end)
        : news(job, Verdict.DUE, "due " + words + ", by the next run", point, end);
  }

  /** Whether the last word of this job since then was that the day was full. */
  private boolean capped(String job, Instant since) {
    return done.stream()
        .filter(entry -> entry.getKey().job().filter(job::equals).isPresent())
        .findFirst()
        .filter(entry -> !entry.getKey().startedAt().isBefore(since))
        .filter(entry -> entry.getValue().reason().equals("daily-cap"))
        .isPresent();
  }

  /** What the person was told, rather than others; a test told nobody. */
  private Optional<Message> message(List<Duration> points, Instant end) {
    return mailed.stream()
        .filter(m -> !m.content().values().containsKey(TEST_FOR))
        .filter(m -> end.toString().equals(m.content().values().get(EXPIRES_AT)))
        .filter(m -> account.id().value().equals(m.content().values().get("account")))
        .filter(
            m ->
                Optional.ofNullable(m.content().values().get(POINT))
                    .map(Duration::parse)
                    .filter(points::contains)
                    .isPresent())
        .min(
            (a, b) ->
                Boolean.compare(
                    a.content().kind().equals(ESCALATION), b.content().kind().equals(ESCALATION)));
  }

  private static ReminderNews news(
      String job, Verdict verdict, String why, Duration point, Instant end) {
    return news(job, verdict, why, Optional.of(point), Optional.of(end));
  }

  private static ReminderNews news(
      String job, Verdict verdict, String why, Optional<Duration> point, Optional<Instant> end) {
    return new ReminderNews(
        job, verdict, why, point, end.flatMap(at -> point.map(at::minus)), Optional.empty());
  }

  private static ReminderNews news(
      String job, Verdict verdict, String why, Duration point, Instant end, Message message) {
    return new ReminderNews(
        job, verdict, why, Optional.of(point), Optional.of(end.minus(point)), Optional.of(message));
  }
}
