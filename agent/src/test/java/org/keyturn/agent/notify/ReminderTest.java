package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.journal.NewMessage;

/** What is said of the end of a password, to whom, and under which key. */
final class ReminderTest {

  private static final String ID = "8c1f5a8e-0000-4000-8000-000000000001";
  private static final Duration FORTNIGHT = Duration.ofDays(14);
  private static final Reminder.Other MANAGER =
      new Reminder.Other("anna@contoso.com", Optional.of("Anna Bakker"), Optional.of("nl"));

  private static Reminder of(String language, Instant read, boolean held, String test) {
    return new Reminder(
        "corp",
        People.fenna(language),
        People.EXPIRY,
        FORTNIGHT,
        People.AMSTERDAM,
        read,
        held,
        Optional.of(test).filter(t -> !t.isEmpty()));
  }

  private static Mail mail(NewMessage message) {
    MemoryOutbox outbox = new MemoryOutbox(People.NOW);
    assertThat(outbox.add(message)).isTrue();
    return People.written(outbox.get(1));
  }

  @Test
  void it_is_owed_once_an_account_end_and_point() {
    List<NewMessage> all = of("en", People.NOW, false, "").messages(List.of(MANAGER));
    assertThat(all)
        .extracting(NewMessage::dedupe)
        .containsExactly(
            ID + "/2026-12-08T13:30:00Z/PT336H", ID + "/2026-12-08T13:30:00Z/PT336H/1");
    assertThat(all.get(0).dedupe())
        .isEqualTo(Reminder.key(new AccountId(ID), People.EXPIRY, FORTNIGHT, false));
    assertThat(of("en", People.NOW, false, "it@contoso.com").messages(List.of()))
        .extracting(NewMessage::dedupe)
        .containsExactly(Reminder.key(new AccountId(ID), People.EXPIRY, FORTNIGHT, true));
  }

  @Test
  void it_goes_to_the_address_that_is_read_then() {
    assertThat(of("en", People.NOW, false, "").messages(List.of()).get(0).recipient())
        .isEqualTo("fenna@contoso.com");
    NewMessage ended = of("en", People.EXPIRY, false, "").messages(List.of()).get(0);
    assertThat(ended.recipient())
        .as("the company mailbox may be locked")
        .isEqualTo("fenna@home.example");
    assertThat(ended.kind()).isEqualTo("expired");
  }

  @Test
  void without_an_address_others_alone_are_told_under_the_same_key() {
    Account fenna = People.fenna("en");
    Account nowhere =
        new Account(
            fenna.id(),
            fenna.dn(),
            fenna.login(),
            fenna.displayName(),
            Optional.empty(),
            Optional.empty(),
            fenna.mobile(),
            fenna.language(),
            fenna.state(),
            fenna.policy(),
            fenna.version());
    Reminder reminder = People.reminder(nowhere, FORTNIGHT, People.NOW);
    assertThat(reminder.messages(List.of())).isEmpty();
    assertThat(reminder.messages(List.of(MANAGER)))
        .extracting(NewMessage::dedupe, NewMessage::recipient)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Reminder.key(fenna.id(), People.EXPIRY, FORTNIGHT, false), "anna@contoso.com"));
  }

  @ParameterizedTest(name = "{0}, read {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "en|2026-11-24T08:00:00Z|The password of Fenna de Vries expires on Tuesday 8 December|Hello"
            + " Anna Bakker,|expires in 14 days",
        "en|2026-12-09T08:00:00Z|The password of Fenna de Vries expired on Tuesday 8 December|Hello"
            + " Anna Bakker,|has expired",
        "nl|2026-11-24T08:00:00Z|Het wachtwoord van Fenna de Vries verloopt op dinsdag 8"
            + " december|Dag Anna Bakker,|verloopt over 14 dagen",
        "nl|2026-12-09T08:00:00Z|Het wachtwoord van Fenna de Vries is verlopen op dinsdag 8"
            + " december|Dag Anna Bakker,|is verlopen",
      })
  void a_manager_reads_whose_password_it_is_in_a_language_of_their_own(
      String language, Instant read, String subject, String greeting, String words) {
    Reminder.Other manager =
        new Reminder.Other("anna@contoso.com", Optional.of("Anna Bakker"), Optional.of(language));
    Mail mail = mail(of("en", read, true, "").messages(List.of(manager)).get(1));
    assertThat(mail.subject()).isEqualTo(subject);
    for (String part : List.of(mail.text(), mail.html())) {
      assertThat(part)
          .contains(greeting, words, "f.vries", "Fenna de Vries", "14:30 (Europe/Amsterdam)")
          .doesNotContain("{{");
    }
  }

  @Test
  void an_address_without_a_name_is_greeted_all_the_same() {
    Reminder.Other desk =
        new Reminder.Other("desk@contoso.com", Optional.empty(), Optional.empty());
    Mail mail = mail(of("nl", People.NOW, false, "").messages(List.of(desk)).get(1));
    assertThat(mail.text()).contains("Hello,").doesNotContain("Hello ,");
  }

  @Test
  void what_was_held_is_dated_and_worded_by_when_it_may_leave() {
    Instant monday = People.NOW.plus(Duration.ofDays(3));
    NewMessage held = of("en", monday, true, "").messages(List.of()).get(0);
    assertThat(held.notBefore()).contains(monday);
    Mail mail = mail(held);
    assertThat(mail.createdAt()).isEqualTo(monday);
    assertThat(mail.text()).contains("expires in 11 days");
    assertThat(of("en", People.NOW, false, "").messages(List.of()).get(0).notBefore()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"en, This is a test", "nl, Dit is een test"})
  void a_test_says_so_and_whom_it_is_meant_for(String language, String words) {
    NewMessage message =
        of(language, People.NOW, false, "it@contoso.com").messages(List.of()).get(0);
    assertThat(message.recipient()).isEqualTo("it@contoso.com");
    Mail mail = mail(message);
    assertThat(mail.subject()).startsWith("[TEST] ");
    assertThat(mail.text()).startsWith(words).contains("f••••@c••••.com");
    assertThat(mail.html()).contains(words, "f••••@c••••.com").doesNotContain("fenna@contoso");
  }
}
