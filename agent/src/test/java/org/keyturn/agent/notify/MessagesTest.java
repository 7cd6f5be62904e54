package org.keyturn.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.journal.NewMessage;

class MessagesTest {

  private static final String ID = "8c1f5a8e-0000-4000-8000-000000000001";

  @Test
  void a_reset_is_owed_once_a_run_and_account() {
    byte[] sealed = {1, 2, 3};
    NewMessage message =
        Messages.passwordReset(
            "corp", "R7", 12, People.fenna("nl-NL"), "fenna@home.example", sealed, true);
    assertThat(message.dedupe()).isEqualTo("R7/12/password-reset");
    assertThat(message.kind()).isEqualTo("password-reset");
    assertThat(message.recipient()).isEqualTo("fenna@home.example");
    assertThat(message.language()).isEqualTo("nl");
    assertThat(message.sealed()).containsExactly(1, 2, 3);
    assertThat(message.values())
        .containsEntry("login", "f.vries")
        .containsEntry("name", "Fenna de Vries")
        .containsEntry("directory", "corp")
        .containsEntry("account", ID)
        .containsEntry("run", "R7")
        .containsEntry("mustChange", "true");
  }

  @Test
  void a_reminder_is_owed_once_an_account_expiry_and_offset() {
    NewMessage message =
        Messages.expiryReminder(
                "corp", People.fenna("en"), People.EXPIRY, Duration.ofDays(14), People.AMSTERDAM)
            .orElseThrow();
    assertThat(message.dedupe()).isEqualTo(ID + "/2026-12-08T13:30:00Z/PT336H");
    assertThat(message.recipient()).isEqualTo("fenna@contoso.com");
    assertThat(message.sealed()).isEmpty();
    NewMessage expired =
        Messages.expired("corp", People.fenna("en"), People.EXPIRY, People.AMSTERDAM).orElseThrow();
    assertThat(expired.dedupe()).isEqualTo(ID + "/2026-12-08T13:30:00Z/expired");
    assertThat(expired.recipient())
        .as("the company mailbox may be locked")
        .isEqualTo("fenna@home.example");
    assertThat(Messages.mustChange("corp", "R7", 3, People.fenna("en"), "x").dedupe())
        .isEqualTo("R7/3/must-change");
  }

  @Test
  void nobody_is_reminded_without_an_address_and_the_other_address_serves() {
    Account fenna = People.fenna("en");
    Account noMail = withAddresses(fenna, Optional.empty(), fenna.recoveryMail());
    Account none = withAddresses(fenna, Optional.empty(), Optional.empty());
    assertThat(reminder(noMail)).map(NewMessage::recipient).contains("fenna@home.example");
    assertThat(reminder(none)).isEmpty();
    assertThat(Messages.expired("corp", none, People.EXPIRY, People.AMSTERDAM)).isEmpty();
  }

  private static Optional<NewMessage> reminder(Account account) {
    return Messages.expiryReminder(
        "corp", account, People.EXPIRY, Duration.ofDays(14), People.AMSTERDAM);
  }

  private static Account withAddresses(
      Account a, Optional<String> mail, Optional<String> recoveryMail) {
    return new Account(
        a.id(),
        a.dn(),
        a.login(),
        a.displayName(),
        mail,
        recoveryMail,
        a.mobile(),
        a.language(),
        a.state(),
        a.policy(),
        a.version());
  }
}
