package org.keyturn.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Person;
import org.keyturn.agent.account.Reminders;
import org.keyturn.agent.journal.Item;
import org.keyturn.agent.journal.Message;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.journal.Run;

/** What {@code explain} says of the reminders of one person. */
final class ReminderWhyTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Instant END = NOW.plus(Duration.ofDays(5));
  private static final Account FENNA = Person.named("f.vries", NOW).expiresAt(END).account();

  private static final Reminders POINTS =
      new Reminders(
          List.of(Duration.ofDays(7), Duration.ofDays(3)),
          Reminders.LATE,
          Optional.empty(),
          Optional.empty());

  private static ReminderNews ask(Account account, Message... mailed) {
    return new ReminderWhy(account, Optional.empty(), List.of(), List.of(mailed), NOW)
        .of("reminder", POINTS);
  }

  private static Message message(
      Message.State state, int attempts, String error, Map<String, String> more) {
    Map<String, String> values =
        new java.util.HashMap<>(
            Map.of(
                "account",
                FENNA.id().value(),
                "login",
                "f.vries",
                "point",
                "PT168H",
                "expiresAt",
                END.toString()));
    values.putAll(more);
    return new Message(
        1,
        "<1@keyturn>",
        Optional.of("r"),
        new NewMessage("k", "expiry-reminder", "fenna@example.com", "nl", values, new byte[0]),
        state,
        attempts,
        NOW,
        NOW,
        Optional.empty(),
        error);
  }

  private static Message message(Message.State state) {
    return message(state, 0, "", Map.of());
  }

  static Stream<Arguments> rows() {
    Person fenna = Person.named("f.vries", NOW).expiresAt(END);
    return Stream.of(
        arguments("sent", ask(FENNA, message(Message.State.SENT)), "TOLD told 7 days before"),
        arguments(
            "waiting",
            ask(FENNA, message(Message.State.OWED)),
            "OWED owed 7 days before, not sent yet"),
        arguments(
            "failing",
            ask(FENNA, message(Message.State.OWED, 3, "the server is down", Map.of())),
            "OWED owed 7 days before, to be tried again: the server is down"),
        arguments(
            "parked",
            ask(FENNA, message(Message.State.PARKED, 1, "no such mailbox", Map.of())),
            "STUCK not sent: no such mailbox"),
        arguments(
            "dropped",
            ask(FENNA, message(Message.State.DROPPED)),
            "STUCK not sent: it was dropped"),
        arguments(
            "a test told nobody",
            ask(FENNA, message(Message.State.SENT, 1, "", Map.of("testFor", "f••••"))),
            "DUE due 7 days before, by the next run"),
        arguments(
            "of another end",
            ask(FENNA, message(Message.State.SENT, 1, "", Map.of("expiresAt", NOW.toString()))),
            "DUE due 7 days before, by the next run"),
        arguments("nothing yet", ask(FENNA), "DUE due 7 days before, by the next run"),
        arguments(
            "no address",
            ask(fenna.withoutAddresses().account()),
            "NOT not told: the entry has no mail address"),
        arguments(
            "not due",
            ask(fenna.expiresAt(NOW.plus(Duration.ofDays(30))).account()),
            "NOT_YET not due yet: the first is 7 days before"),
        arguments(
            "too late",
            ask(fenna.expiresAt(NOW.minus(Duration.ofDays(8))).account()),
            "NOT not told: the last point came too long ago (remind.late)"),
        arguments(
            "disabled", ask(fenna.disabled().account()), "NOT not told: the account is disabled"),
        arguments(
            "never",
            ask(fenna.expiry(new Expiry.Never()).account()),
            "NOT not told: the password does not end"),
        arguments(
            "protected",
            new ReminderWhy(FENNA, Optional.of("protected"), List.of(), List.of(), NOW)
                .of("reminder", POINTS),
            "NOT never told: protected"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("rows")
  void itIsToldWhySomebodyWasToldOrNot(String name, ReminderNews news, String expected) {
    assertThat(news.verdict() + " " + news.why()).isEqualTo(expected);
  }

  @Test
  void whoWasTooManyForADayIsLeftForALaterRun() {
    Run run =
        new Run(
            "r",
            Optional.of("reminder"),
            Action.REMIND,
            "corp",
            "ldaps://x",
            "schedule",
            "",
            "c",
            Run.Options.NONE,
            1,
            Run.State.DONE,
            NOW.minusSeconds(60),
            Optional.of(NOW),
            Optional.empty());
    Item capped =
        new Item(
            0,
            FENNA.id(),
            FENNA.dn(),
            FENNA.login(),
            "",
            EntryVersion.of(Map.of()),
            Item.State.SKIPPED,
            "daily-cap",
            "",
            0,
            Optional.of(NOW));
    ReminderNews news =
        new ReminderWhy(FENNA, Optional.empty(), List.of(Map.entry(run, capped)), List.of(), NOW)
            .of("reminder", POINTS);
    assertThat(news.why())
        .isEqualTo(
            "due 7 days before, and left for a later run: more were due than are told a day");
    assertThat(news.at()).contains(END.minus(Duration.ofDays(7)));
  }
}
