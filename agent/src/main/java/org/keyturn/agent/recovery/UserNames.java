package org.keyturn.agent.recovery;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.directory.AccountKey.Kind;
import org.keyturn.agent.journal.NewMessage;
import org.keyturn.agent.notify.Messages;
import org.keyturn.agent.notify.Recipients;

/** Tells people the user name that they forgot, by mail. Thread-safe. */
final class UserNames {

  private static final Duration AGAIN = Duration.ofHours(8);

  private final Whom whom;
  private final Recovery.Desk desk;
  private final EvenTime time;
  private final Clock clock;

  UserNames(Whom whom, Recovery.Desk desk, EvenTime time, Clock clock) {
    this.whom = whom;
    this.desk = desk;
    this.time = time;
    this.clock = clock;
  }

  void tell(String typed) {
    boolean unused =
        time.take(
            () -> {
              Optional<Whom.Found> found = whom.meant(typed, Kind.MAIL);
              boolean owed =
                  found
                      .filter(f -> f.account().state().enabled())
                      .flatMap(this::userName)
                      .map(desk.messages()::add)
                      .orElse(false);
              desk.outbox().run();
              return owed;
            });
  }

  private Optional<NewMessage> userName(Whom.Found found) {
    Account account = found.account();
    long slot = clock.instant().getEpochSecond() / AGAIN.toSeconds();
    return Recipients.whenSignInFails(account)
        .map(
            to ->
                Messages.userName(
                    found.directory(), account, to, account.id() + "/user-name/" + slot));
  }
}
