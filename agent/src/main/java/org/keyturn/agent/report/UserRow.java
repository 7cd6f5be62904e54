package org.keyturn.agent.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.document.Document;
import org.keyturn.agent.journal.RosterEntry;
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

  /** The same of one that a list found. */
  public static UserRow of(RosterEntry e, Duration soon, Instant now) {
    Set<AccountState> states = AccountState.of(e.state(), e.reachable(), soon, now);
    return new UserRow(
        e.id().value(),
        e.dn(),
        e.login(),
        Optional.of(e.mail()).filter(mail -> !mail.isEmpty()),
        states.stream().map(AccountState::id).toList(),
        Optional.of(e.policy()).filter(policy -> !policy.isEmpty()),
        e.state().changedAt(),
        e.state().expiry().end(),
        e.state().mustChange(),
        states.contains(AccountState.LOCKED),
        e.state().enabled());
  }

  public static final Document<UserRow> KEYS =
      Document.<UserRow>of("User")
          .text("id", "What it keeps when it is renamed.", UserRow::id)
          .text("dn", "Where it stands.", UserRow::dn)
          .text("login", "What people type.", UserRow::login)
          .maybe("mail", "The mail address.", UserRow::mail)
          .words(
              "state",
              "How its password is; one or more.",
              Stream.of(AccountState.values()).map(AccountState::id).toList(),
              UserRow::states)
          .maybe("policy", "The name of the policy in force.", UserRow::policy)
          .maybeTime("passwordChangedAt", "When it was set.", UserRow::passwordChangedAt)
          .maybeTime("passwordExpiresAt", "When it ends; null: never.", UserRow::passwordExpiresAt)
          .flag("mustChange", "At the next sign-in.", UserRow::mustChange)
          .flag("locked", "After wrong passwords.", UserRow::locked)
          .flag("enabled", "Whether it may sign in at all.", UserRow::enabled);

  /** The columns of {@link #cells}. */
  public static String[] columns() {
    return new String[] {
      "id",
      "dn",
      "login",
      "mail",
      "state",
      "policy",
      "passwordChangedAt",
      "passwordExpiresAt",
      "mustChange",
      "locked",
      "enabled"
    };
  }

  /** As CSV has it. */
  public Object[] cells() {
    return new Object[] {
      id,
      dn,
      login,
      mail.orElse(""),
      String.join(" ", states),
      policy.orElse(""),
      passwordChangedAt.map(Instant::toString).orElse(""),
      passwordExpiresAt.map(Instant::toString).orElse(""),
      mustChange,
      locked,
      enabled
    };
  }

  public void write(JsonGenerator g) {
    KEYS.write(g, this);
  }
}
