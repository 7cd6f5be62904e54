package org.keyturn.agent.directory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.account.SecretSource;

/** Settings like others, but for what a test is about. */
final class Settings {

  private DirectorySettings like;

  private Settings(DirectorySettings like) {
    this.like = like;
  }

  static Settings of(DirectorySettings like) {
    return new Settings(like);
  }

  DirectorySettings make() {
    return like;
  }

  Settings dialect(String dialect) {
    return with(
        like.trust(),
        like.bindDn(),
        like.bindPassword(),
        Optional.of(dialect),
        like.accounts(),
        like.protectedGroups(),
        like.defaultPolicy(),
        like.neverExpirePolicy(),
        like.responseTimeout());
  }

  Settings trust(Path pem) {
    return with(
        Optional.of(pem),
        like.bindDn(),
        like.bindPassword(),
        like.dialect(),
        like.accounts(),
        like.protectedGroups(),
        like.defaultPolicy(),
        like.neverExpirePolicy(),
        like.responseTimeout());
  }

  Settings bind(String dn, String password) {
    return bind(dn, () -> Secret.of(password));
  }

  Settings bind(String dn, Supplier<Secret> password) {
    SecretSource source =
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
    return with(
        like.trust(),
        dn,
        source,
        like.dialect(),
        like.accounts(),
        like.protectedGroups(),
        like.defaultPolicy(),
        like.neverExpirePolicy(),
        like.responseTimeout());
  }

  Settings base(String base) {
    DirectorySettings.Accounts a = like.accounts();
    return with(
        like.trust(),
        like.bindDn(),
        like.bindPassword(),
        like.dialect(),
        new DirectorySettings.Accounts(
            base, a.filter(), a.login(), a.mail(), a.recoveryMail(), a.mobile()),
        like.protectedGroups(),
        like.defaultPolicy(),
        like.neverExpirePolicy(),
        like.responseTimeout());
  }

  Settings protectedGroups(List<String> groups) {
    return with(
        like.trust(),
        like.bindDn(),
        like.bindPassword(),
        like.dialect(),
        like.accounts(),
        groups,
        like.defaultPolicy(),
        like.neverExpirePolicy(),
        like.responseTimeout());
  }

  Settings defaultPolicy(@Nullable String dn) {
    return with(
        like.trust(),
        like.bindDn(),
        like.bindPassword(),
        like.dialect(),
        like.accounts(),
        like.protectedGroups(),
        Optional.ofNullable(dn),
        like.neverExpirePolicy(),
        like.responseTimeout());
  }

  Settings neverExpirePolicy(String dn) {
    return with(
        like.trust(),
        like.bindDn(),
        like.bindPassword(),
        like.dialect(),
        like.accounts(),
        like.protectedGroups(),
        like.defaultPolicy(),
        Optional.of(dn),
        like.responseTimeout());
  }

  Settings timeout(Duration timeout) {
    return with(
        like.trust(),
        like.bindDn(),
        like.bindPassword(),
        like.dialect(),
        like.accounts(),
        like.protectedGroups(),
        like.defaultPolicy(),
        like.neverExpirePolicy(),
        timeout);
  }

  private Settings with(
      Optional<Path> trust,
      String bindDn,
      SecretSource bindPassword,
      Optional<String> dialect,
      DirectorySettings.Accounts accounts,
      List<String> protectedGroups,
      Optional<String> defaultPolicy,
      Optional<String> neverExpirePolicy,
      Duration timeout) {
    like =
        new DirectorySettings(
            like.name(),
            like.urls(),
            trust,
            bindDn,
            bindPassword,
            like.tls(),
            dialect,
            accounts,
            like.protectedDns(),
            protectedGroups,
            defaultPolicy,
            neverExpirePolicy,
            like.archive(),
            like.connections(),
            timeout,
            timeout);
    return this;
  }
}
