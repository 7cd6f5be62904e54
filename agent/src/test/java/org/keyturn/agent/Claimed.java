package org.keyturn.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.AccountKey;
import org.keyturn.agent.directory.Directory;
import org.keyturn.agent.directory.Lookup;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Standing;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.journal.Tickets;
import org.keyturn.agent.password.Codes;
import org.keyturn.agent.run.OwnReset;

/** Somebody who chooses a password by the link that they were mailed, as the portal does it. */
public final class Claimed {

  private static final String BROWSER = "a browser";

  private Claimed() {}

  public static OwnReset.Result by(Agent agent, String directory, String login, String password) {
    Directory home = agent.directory(directory);
    AccountKey key = new AccountKey(AccountKey.Kind.LOGIN, login);
    Account account = ((Lookup.Found) home.lookup(List.of(key)).get(0)).account();
    Instant now = agent.clock().instant();
    String id = "claim-of-" + login;
    Tickets tickets = agent.ledger().tickets();
    tickets.open(
        Ticket.claim(
            id,
            directory,
            account.id().value(),
            login,
            Standing.addresses(account),
            now,
            now.plus(Duration.ofHours(1))));
    Tickets.Attempt attempt = tickets.attempt(id, BROWSER, ticket -> true);
    assertThatObject(attempt).isInstanceOf(Tickets.Attempt.Right.class);
    Ticket proved = ((Tickets.Attempt.Right) attempt).ticket();
    assertThat(proved.step()).isEqualTo(Ticket.Step.PROVED);
    try (Portal portal =
            new Portal(
                agent.config(),
                agent.ledger(),
                agent::passwords,
                new Codes(agent.config().store().path()),
                Set.of(Channel.MAIL),
                soon -> {
                  throw new IllegalStateException("no operator works here");
                },
                agent.clock());
        Secret chosen = Secret.copyOf(password.toCharArray())) {
      return portal.reset(home).write(proved, BROWSER, chosen);
    }
  }
}
