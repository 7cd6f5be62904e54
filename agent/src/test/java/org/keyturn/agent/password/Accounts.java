package org.keyturn.agent.password;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.PolicyInForce;

/** Accounts for the tests of this room. */
final class Accounts {

  private Accounts() {}

  static Account fenna(int minLength) {
    return account("f.vries", "Fenna de Vríes", "fenna.devries@contoso.com", minLength);
  }

  static Account account(String login, String name, String mail, int minLength) {
    PasswordPolicy policy =
        new PasswordPolicy(
            "cn=default,ou=policies,dc=contoso,dc=com",
            "default",
            Optional.of(Duration.ofDays(90)),
            Duration.ZERO,
            true,
            minLength,
            0,
            0,
            true,
            Duration.ZERO);
    return new Account(
        new AccountId("8c1f5a8e-0000-4000-8000-000000000001"),
        "uid=f.vries,ou=people,dc=contoso,dc=com",
        login,
        Optional.of(name),
        Optional.of(mail),
        Optional.of("fenna@home.example"),
        Optional.empty(),
        Optional.of("nl"),
        new PasswordState(
            Optional.empty(), false, new Expiry.Never(), Lock.NONE, true, Optional.empty()),
        new PolicyInForce.Resolved(policy, "pwdPolicySubentry"),
        EntryVersion.of(Map.of()));
  }
}
