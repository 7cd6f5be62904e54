package org.keyturn.agent.web;

import java.time.Duration;
import java.time.Instant;
import org.keyturn.agent.account.AccountId;

/**
 * An operator who signed in, as their browser is remembered.
 *
 * @param since when they gave their password first: another one set since then ends it
 * @param provenAt when they gave it last
 */
record Operating(
    AccountId id, String login, Instant since, Instant provenAt, Duration idle, Duration longest)
    implements Sessions.Lasting {

  Operating provenAgain(Instant now) {
    return new Operating(id, login, since, now, idle, longest);
  }
}
