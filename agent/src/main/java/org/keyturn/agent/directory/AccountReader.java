package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.Entry;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.directory.DirectorySettings.Accounts;
import org.keyturn.agent.directory.dialect.Dialect;

/** Turns an entry into an {@link Account}; asks for no attribute that it does not need. */
final class AccountReader {

  private final Accounts attributes;
  private final Dialect dialect;
  private final Clock clock;

  AccountReader(Accounts attributes, Dialect dialect, Clock clock) {
    this.attributes = attributes;
    this.dialect = dialect;
    this.clock = clock;
  }

  String[] requested() {
    return requested(dialect.attributes());
  }

  /** With what the dialect asks for of its own. */
  String[] requested(List<String> own) {
    Set<String> all = new LinkedHashSet<>(own);
    all.add(attributes.login());
    all.add(attributes.mail());
    attributes.recoveryMail().ifPresent(all::add);
    attributes.mobile().ifPresent(all::add);
    all.add("displayName");
    all.add("cn");
    all.add("preferredLanguage");
    return all.toArray(String[]::new);
  }

  /**
   * @throws DirectoryException where the entry shows no identity to guard a write with
   */
  Account account(Entry entry) {
    AccountId id =
        dialect
            .id(entry)
            .orElseThrow(
                () ->
                    new DirectoryException(
                        DirectoryException.Kind.REFUSED,
                        "the agent may not read the identity ("
                            + dialect.attributes().get(0)
                            + ") of "
                            + entry.getDN()));
    PolicyInForce policy = dialect.policyOf(entry);
    return new Account(
        id,
        entry.getDN(),
        text(entry, attributes.login()).orElse(entry.getDN()),
        text(entry, "displayName").or(() -> text(entry, "cn")),
        text(entry, attributes.mail()),
        attributes.recoveryMail().flatMap(a -> text(entry, a)),
        attributes.mobile().flatMap(a -> text(entry, a)),
        text(entry, "preferredLanguage"),
        dialect.state(entry, policy),
        policy,
        dialect.version(entry, clock.instant()));
  }

  private static Optional<String> text(Entry entry, String attribute) {
    return Optional.ofNullable(entry.getAttributeValue(attribute)).filter(v -> !v.isBlank());
  }
}
