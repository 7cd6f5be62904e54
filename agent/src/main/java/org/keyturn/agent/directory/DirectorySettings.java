package org.keyturn.agent.directory;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyturn.agent.account.SecretSource;

/**
 * One entry of {@code directories} in the config.
 *
 * @param name its key
 * @param urls at least one {@code ldap://} or {@code ldaps://}, in fail-over order
 * @param trust a PEM file of CA certificates; empty: the JVM's trust store
 * @param bindDn the delegated service account
 * @param bindPassword its password
 * @param tls how the connection is protected
 * @param dialect a dialect's name; empty: find out
 * @param accounts where the accounts are and which attributes matter
 * @param protectedDns never touched
 * @param protectedGroups never touched, nor their members
 * @param defaultPolicy the DN of the default policy where the server does not tell it
 * @param neverExpirePolicy the DN of the policy that {@code never-expire} puts people under; empty:
 *     the one policy entry without a maximum age, where there is just one
 * @param archive where removed people go
 * @param connections the most that are open at a time
 * @param connectTimeout for a TCP connection and its TLS handshake
 * @param responseTimeout for one operation
 */
public record DirectorySettings(
    String name,
    List<URI> urls,
    Optional<Path> trust,
    String bindDn,
    SecretSource bindPassword,
    Tls tls,
    Optional<String> dialect,
    Accounts accounts,
    List<String> protectedDns,
    List<String> protectedGroups,
    Optional<String> defaultPolicy,
    Optional<String> neverExpirePolicy,
    Optional<String> archive,
    int connections,
    Duration connectTimeout,
    Duration responseTimeout) {

  public DirectorySettings {
    urls = List.copyOf(urls);
    protectedDns = List.copyOf(protectedDns);
    protectedGroups = List.copyOf(protectedGroups);
  }

  /** Of a server of which nothing else is known, to look around with. */
  public static DirectorySettings toLookAt(
      URI url, Tls tls, Optional<Path> trust, String bindDn, SecretSource bindPassword) {
    return new DirectorySettings(
        "init",
        List.of(url),
        trust,
        bindDn,
        bindPassword,
        tls,
        Optional.empty(),
        new Accounts("", "(objectClass=*)", "uid", "mail", Optional.empty(), Optional.empty()),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        2,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30));
  }

  /** The same with other accounts. */
  public DirectorySettings withAccounts(Accounts others) {
    return new DirectorySettings(
        name,
        urls,
        trust,
        bindDn,
        bindPassword,
        tls,
        dialect,
        others,
        protectedDns,
        protectedGroups,
        defaultPolicy,
        neverExpirePolicy,
        archive,
        connections,
        connectTimeout,
        responseTimeout);
  }

  /** The same with at most so many connections. */
  public DirectorySettings withConnections(int most) {
    return new DirectorySettings(
        name,
        urls,
        trust,
        bindDn,
        bindPassword,
        tls,
        dialect,
        accounts,
        protectedDns,
        protectedGroups,
        defaultPolicy,
        neverExpirePolicy,
        archive,
        most,
        connectTimeout,
        responseTimeout);
  }

  public enum Tls {
    LDAPS,
    STARTTLS,
    /** Only with loopback addresses. */
    NONE
  }

  /**
   * @param base the subtree that holds the accounts
   * @param filter which entries below it are accounts (RFC 4515)
   * @param login the attribute people sign in with
   * @param mail the organisation's address
   * @param recoveryMail an address that does not hang on this password
   * @param mobile a phone number
   */
  public record Accounts(
      String base,
      String filter,
      String login,
      String mail,
      Optional<String> recoveryMail,
      Optional<String> mobile) {

    /** The same, elsewhere. */
    public Accounts below(String other) {
      return new Accounts(other, filter, login, mail, recoveryMail, mobile);
    }
  }
}
