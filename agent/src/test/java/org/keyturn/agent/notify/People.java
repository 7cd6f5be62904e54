package org.keyturn.agent.notify;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.journal.Message;

/** Accounts, settings and instants for the tests of this room. */
final class People {

  static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  static final Instant EXPIRY = Instant.parse("2026-12-08T13:30:00Z");
  static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  private People() {}

  static Account fenna(String language) {
    return account("f.vries", "Fenna de Vries", "fenna@contoso.com", language);
  }

  static Account account(String login, String name, String mail, String language) {
    return new Account(
        new AccountId("8c1f5a8e-0000-4000-8000-000000000001"),
        "uid=f.vries,ou=people,dc=contoso,dc=com",
        login,
        Optional.of(name),
        Optional.of(mail),
        Optional.of("fenna@home.example"),
        Optional.empty(),
        Optional.of(language),
        new PasswordState(
            Optional.empty(), false, new Expiry.At(EXPIRY), Lock.NONE, true, Optional.empty()),
        new PolicyInForce.Unresolved("policy-unknown", ""),
        EntryVersion.of(Map.of()));
  }

  /** Of the end of somebody's password, at any hour, and meant. */
  static Reminder reminder(Account account, Duration point, Instant now) {
    return new Reminder("corp", account, EXPIRY, point, AMSTERDAM, now, false, Optional.empty());
  }

  static MailSettings settings(Path folder) {
    return new MailSettings(
        new MailSettings.Folder(folder),
        "it@contoso.com",
        "Contoso",
        Optional.of("The helpdesk, room B1.04, or 020 555 0100."),
        Optional.empty());
  }

  /** What people get by mail. */
  static Mail written(Message message) {
    MessageKind kind = MessageKind.byId(message.content().kind()).orElseThrow();
    MessageValues values = new MessageValues("Contoso", Optional.empty(), "");
    return new MailWriter(new Templates(Optional.empty()))
        .write(
            message,
            kind,
            values.of(message.content(), kind, MessageValues.dateOf(message), Optional.empty()));
  }
}
