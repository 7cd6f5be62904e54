package org.keyturn.agent;

import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.password.PasswordContext;
import org.keyturn.agent.password.PasswordGenerator;
import org.keyturn.agent.password.PasswordSettings;
import org.keyturn.agent.password.Sealer;
import org.keyturn.agent.run.Passwords;

/** Joins the password room to the runs. */
final class SealedPasswords implements Passwords {

  private final PasswordGenerator generator;
  private final Sealer sealer;

  SealedPasswords(PasswordSettings settings, Sealer sealer) {
    this.generator = new PasswordGenerator(settings);
    this.sealer = sealer;
  }

  @Override
  public Secret next(Account account) {
    return generator.generate(PasswordContext.of(account));
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
