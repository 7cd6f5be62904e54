package org.keyturn.agent;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.journal.Channel;
import org.keyturn.agent.journal.Ticket;
import org.keyturn.agent.password.PasswordContext;
import org.keyturn.agent.password.PasswordGenerator;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.password.Sealer;
import org.keyturn.agent.run.Claim;
import org.keyturn.agent.run.Passwords;

/** Joins the password room to the runs. */
final class SealedPasswords implements Passwords {

  private final PasswordGenerator generator;
  private final Sealer sealer;
  private final Duration claimable;
  private final Set<Channel> ways;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param claimable how long a link to a password of one's own holds
   * @param ways by which channels messages to people go
   */
  SealedPasswords(
      PasswordSettings settings,
      Sealer sealer,
      Duration claimable,
      Set<Channel> ways,
      Clock clock) {
    this.generator = new PasswordGenerator(settings);
    this.sealer = sealer;
    this.claimable = claimable;
    this.ways = Set.copyOf(ways);
    this.clock = clock;
  }

  @Override
  public Secret next(Account account) {
    return generator.generate(PasswordContext.of(account));
  }

  @Override
  public Claim claim() {
    Instant now = clock.instant();
    return new Claim(Ticket.newId(random), now, now.plus(claimable));
  }

  @Override
  public Set<Channel> ways() {
    return ways;
  }

  @Override
  public byte[] seal(Secret password, String run, AccountId account) {
    return sealer.seal(password, run, account.value());
  }

  @Override
  public Secret open(byte[] sealed, String run, AccountId account) {
    return sealer.open(sealed, run, account.value());
  }
}
