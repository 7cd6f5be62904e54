package org.keyturn.agent.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An account for tests: somebody ordinary, but for what is said. Each method gives a new one. */
public record Person(Account account) {

  /** Old enough that nothing about it is special: set ten days ago, ends in eighty. */
  public static Person named(String login, Instant now) {
    return new Person(
        new Account(
            new AccountId(
                UUID.nameUUIDFromBytes(login.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .toString()),
            "uid=" + login + ",ou=people,dc=example,dc=com",
            login,
            Optional.of("Fenna de Vries"),
            Optional.of(login + "@example.com"),
            Optional.of(login + "@home.example"),
            Optional.empty(),
            Optional.of("nl"),
            new PasswordState(
                Optional.of(now.minus(Duration.ofDays(10))),
                false,
                new Expiry.At(now.plus(Duration.ofDays(80))),
                Lock.NONE,
                true,
                Optional.empty()),
            new PolicyInForce.Resolved(
                policy(Optional.of(Duration.ofDays(90)), true), "default-policy"),
            EntryVersion.of(Map.of("pwdChangedTime", "20261112080000Z"))));
  }

  public static PasswordPolicy policy(Optional<Duration> maxAge, boolean mustChange) {
    return new PasswordPolicy(
        "cn=default,ou=policies,dc=example,dc=com",
        "default",
        maxAge,
        Duration.ofDays(14),
        mustChange,
        8,
        5,
        0,
        true,
        Duration.ZERO);
  }

  private PasswordState state() {
    return account.state();
  }

  private Person with(PasswordState state, PolicyInForce policy) {
    Account a = account;
    return new Person(
        new Account(
            a.id(),
            a.dn(),
            a.login(),
            a.displayName(),
            a.mail(),
            a.recoveryMail(),
            a.mobile(),
            a.language(),
            state,
            policy,
            a.version()));
  }

  private Person with(
      Optional<Instant> changed,
      boolean mustChange,
      Expiry expiry,
      Lock lock,
      boolean enabled,
      Optional<Instant> signedIn) {
    return with(
        new PasswordState(changed, mustChange, expiry, lock, enabled, signedIn), account.policy());
  }

  public Person changedAt(Instant at) {
    return with(
        Optional.of(at),
        state().mustChange(),
        state().expiry(),
        state().lock(),
        state().enabled(),
        state().lastSignInAt());
  }

  public Person neverChanged() {
    return with(
        Optional.empty(),
        state().mustChange(),
        state().expiry(),
        state().lock(),
        state().enabled(),
        state().lastSignInAt());
  }

  public Person mustChange() {
    return with(
        state().changedAt(),
        true,
        state().expiry(),
        state().lock(),
        state().enabled(),
        state().lastSignInAt());
  }

  public Person expiry(Expiry expiry) {
    return with(
        state().changedAt(),
        state().mustChange(),
        expiry,
        state().lock(),
        state().enabled(),
        state().lastSignInAt());
  }

  public Person expiresAt(Instant at) {
    return expiry(new Expiry.At(at));
  }

  public Person lock(Lock lock) {
    return with(
        state().changedAt(),
        state().mustChange(),
        state().expiry(),
        lock,
        state().enabled(),
        state().lastSignInAt());
  }

  public Person disabled() {
    return with(
        state().changedAt(),
        state().mustChange(),
        state().expiry(),
        state().lock(),
        false,
        state().lastSignInAt());
  }

  public Person signedInAt(Instant at) {
    return with(
        state().changedAt(),
        state().mustChange(),
        state().expiry(),
        state().lock(),
        state().enabled(),
        Optional.of(at));
  }

  public Person under(PolicyInForce policy) {
    return with(account.state(), policy);
  }

  public Person under(PasswordPolicy policy) {
    return under(new PolicyInForce.Resolved(policy, "pwdPolicySubentry"));
  }

  public Person withoutAddresses() {
    Account a = account;
    return new Person(
        new Account(
            a.id(),
            a.dn(),
            a.login(),
            a.displayName(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            a.language(),
            a.state(),
            a.policy(),
            a.version()));
  }

  /** The same entry as the server spells it otherwise. */
  public Person as(AccountId id, String dn, String login) {
    Account a = account;
    return new Person(
        new Account(
            id,
            dn,
            login,
            a.displayName(),
            a.mail(),
            a.recoveryMail(),
            a.mobile(),
            a.language(),
            a.state(),
            a.policy(),
            a.version()));
  }
}
