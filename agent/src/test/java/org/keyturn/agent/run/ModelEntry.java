package org.keyturn.agent.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PasswordState;
import org.keyturn.agent.account.Person;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.run.History.Author;

/** One entry of the directory. */
final class ModelEntry {

  static final PasswordPolicy POLICY = Person.policy(Optional.of(Duration.ofDays(90)), true);

  final String id;
  final String login;
  final String address;
  String dn;
  String password = "as it was";
  Author author = Author.NOBODY;

  /** Who changed it last, whatever they changed. */
  Author modifier = Author.NOBODY;

  boolean mustChange;
  int changed = 1;
  boolean refuses;

  ModelEntry(String id, String login) {
    this.id = id;
    this.login = login;
    this.address = id + "@home.example";
    this.dn = "uid=" + login + ",ou=people,dc=example,dc=com";
  }

  /** A reset is guarded by the password's age alone, a flag by itself as well. */
  boolean isAsPlanned(EntryVersion expected, boolean reset) {
    EntryVersion now = version();
    return now.get("changed").equals(expected.get("changed"))
        && (reset || now.get("reset").equals(expected.get("reset")));
  }

  EntryVersion version() {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("changed", Integer.toString(changed));
    if (mustChange) {
      attributes.put("reset", "TRUE");
    }
    return EntryVersion.of(attributes);
  }

  Account account() {
    return new Account(
        new AccountId(id),
        dn,
        login,
        Optional.of("Person " + login),
        Optional.of(login + "@example.com"),
        Optional.of(address),
        Optional.empty(),
        Optional.of("en"),
        new PasswordState(
            Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
            mustChange,
            new Expiry.At(Instant.parse("2026-04-01T00:00:00Z")),
            Lock.NONE,
            true,
            Optional.empty()),
        new PolicyInForce.Resolved(POLICY, "default"),
        version());
  }
}
