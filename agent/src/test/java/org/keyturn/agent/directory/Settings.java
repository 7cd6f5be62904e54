package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;
import org.keyturn.agent.directory.DirectorySettings.Accounts;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/** Settings like a lab's, but for what a test is about. */
final class Settings {

  private List<URI> urls;
  private Tls tls;
  private Optional<Path> trust;
  private String bindDn;
  private SecretSource bindPassword;
  private Optional<String> dialect;
  private Accounts accounts;
  private List<String> protectedDns;
  private List<String> protectedGroups;
  private Optional<String> defaultPolicy;
  private Optional<String> neverExpirePolicy;
  private Optional<String> archive;
  private int connections;
  private Duration timeout;

  private Settings(DirectorySettings like) {
    this.urls = like.urls();
    this.tls = like.tls();
    this.trust = like.trust();
    this.bindDn = like.bindDn();
    this.bindPassword = like.bindPassword();
    this.dialect = like.dialect();
    this.accounts = like.accounts();
    this.protectedDns = like.protectedDns();
    this.protectedGroups = like.protectedGroups();
    this.defaultPolicy = like.defaultPolicy();
    this.neverExpirePolicy = like.neverExpirePolicy();
    this.archive = like.archive();
    this.connections = like.connections();
    this.timeout = like.responseTimeout();
  }

  static Settings of(DirectorySettings like) {
    return new Settings(like);
  }

  /** For the lab's agent: over LDAPS, one connection, the one who breaks the glass protected. */
  static Settings of(DirectoryLab lab) {
    try {
      return new Settings(
          new DirectorySettings(
              "lab",
              List.of(URI.create("ldaps://127.0.0.1:" + lab.ldapsPort())),
              Optional.of(lab.ca()),
              lab.bindDn(),
              lab.bindSource(),
              Tls.LDAPS,
              Optional.empty(),
              lab.accounts(),
              List.of(lab.breakGlass()),
              List.of(),
              lab.defaultPolicyDn(),
              Optional.empty(),
              Optional.empty(),
              1,
              Duration.ofSeconds(5),
              Duration.ofSeconds(5)));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  DirectorySettings make() {
    return new DirectorySettings(
        "lab",
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
        connections,
        timeout,
        timeout);
  }

  Settings archive(String dn) {
    this.archive = Optional.of(dn);
    return this;
  }

  Settings urls(List<URI> urls, Tls tls) {
    this.urls = urls;
    this.tls = tls;
    return this;
  }

  Settings dialect(String dialect) {
    this.dialect = Optional.of(dialect);
    return this;
  }

  Settings trust(Path pem) {
    this.trust = Optional.of(pem);
    return this;
  }

  Settings bind(String dn, String password) {
    return bind(dn, () -> Secret.of(password));
  }

  Settings bind(String dn, Supplier<Secret> password) {
    this.bindDn = dn;
    this.bindPassword =
        new SecretSource() {
          @Override
          public Secret read() {
            return password.get();
          }

          @Override
          public String describe() {
            return "the test's";
          }
        };
    return this;
  }

  Settings accounts(Accounts accounts) {
    this.accounts = accounts;
    return this;
  }

  Settings base(String base) {
    Accounts a = accounts;
    return accounts(
        new Accounts(base, a.filter(), a.login(), a.mail(), a.recoveryMail(), a.mobile()));
  }

  Settings protectedDns(String... dns) {
    this.protectedDns = List.of(dns);
    return this;
  }

  Settings protectedGroups(List<String> groups) {
    this.protectedGroups = groups;
    return this;
  }

  Settings defaultPolicy(@Nullable String dn) {
    this.defaultPolicy = Optional.ofNullable(dn);
    return this;
  }

  Settings neverExpirePolicy(String dn) {
    this.neverExpirePolicy = Optional.of(dn);
    return this;
  }

  Settings connections(int connections) {
    this.connections = connections;
    return this;
  }

  Settings timeout(Duration timeout) {
    this.timeout = timeout;
    return this;
  }
}
