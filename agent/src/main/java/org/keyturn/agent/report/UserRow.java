package org.keyturn.agent.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.policy.AccountState;
import tools.jackson.core.JsonGenerator;

/**
 * One line of {@code users}. The names of the JSON keys are a contract.
 *
 * @param states in the order of {@link AccountState}
 * @param policy the effective policy's name; empty where it cannot be told
 */
public record UserRow(
    String id,
    String dn,
    String login,
    Optional<String> mail,
    List<String> states,
    Optional<String> policy,
    Optional<Instant> passwordChangedAt,
    Optional<Instant> passwordExpiresAt,
    boolean mustChange,
    boolean locked,
    boolean enabled) {

  /**
   * @param soon how near an expiry counts as expiring
   */
  public static UserRow of(Account a, Duration soon, Instant now) {
    Set<AccountState> states = AccountState.of(a, soon, now);
    return new UserRow(
        a.id().value(),
        a.dn(),
        a.login(),
        a.mail(),
        states.stream().map(AccountState::id).toList(),
        a.policy().resolved().map(PasswordPolicy::name),
        a.state().changedAt(),
        a.state().expiry().end(),
        a.state().mustChange(),
        states.contains(AccountState.LOCKED), // a lock that disables is told as that alone
        a.state().enabled());
  }

  public void write(JsonGenerator g) {
    g.writeStartObject();
    g.writeStringProperty("id", id);
    g.writeStringProperty("dn", dn);
    g.writeStringProperty("login", login);
    Documents.text(g, "mail", mail);
    g.writeName("state");
    g.writeStartArray();
    states.forEach(g::writeString);
    g.writeEndArray();
    Documents.text(g, "policy", policy);
    Documents.time(g, "passwordChangedAt", passwordChangedAt);
    Documents.time(g, "passwordExpiresAt", passwordExpiresAt);
    g.writeBooleanProperty("mustChange", mustChange);
    g.writeBooleanProperty("locked", locked);
    g.writeBooleanProperty("enabled", enabled);
    g.writeEndObject();
  }
}
