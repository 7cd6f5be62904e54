package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;

/** What traps on a 389-DS are written with; {@link Ds389TrapsTest} nests them all. */
abstract class Ds389Traps {

  static final String OLD = DirectoryLab.OLD;
  static final String NEW = "New-passw0rd-2";
  private static final AtomicInteger COUNTER = new AtomicInteger();

  final Ds389Lab lab = Ds389TrapsTest.lab();
  final Directory directory = Directories.open(settings());

  @AfterEach
  void close() {
    directory.close();
  }

  DirectorySettings settings() {
    return Settings.of(lab).make();
  }

  String person() throws LDAPException {
    String login = fresh("person");
    String dn = lab.addPerson(lab.naming(login), login);
    lab.age(dn, Duration.ofDays(10));
    return dn;
  }

  static String fresh(String name) {
    return name + COUNTER.incrementAndGet();
  }

  Account account(String dn) {
    return ((Lookup.Found) directory.lookup(List.of(new AccountKey(AccountKey.Kind.DN, dn))).get(0))
        .account();
  }

  WriteResult apply(String dn, PasswordChange change) {
    return directory.apply(write(account(dn), change));
  }

  static Write write(Account account, PasswordChange change) {
    return new Write(account.id(), account.dn(), account.version(), change);
  }

  static PasswordChange reset(String password) {
    return new PasswordChange.Reset(Secret.of(password), true);
  }

  static PasswordChange flag(Action action) {
    return new PasswordChange.Flag(action);
  }

  LDAPConnection agent() throws LDAPException {
    LDAPConnection connection = lab.connect();
    connection.bind(
        lab.bindDn(),
        new String(lab.bindPassword().withUtf8(b -> b.clone()), StandardCharsets.UTF_8));
    return connection;
  }

  static Modification replace(String attribute, String... values) {
    return new Modification(ModificationType.REPLACE, attribute, values);
  }

  SignInResult.Kind signIn(String dn, String password) {
    return directory.signIn(dn, Secret.of(password)).kind();
  }
}
