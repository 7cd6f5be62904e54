package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.StaticUtils;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/**
 * What every {@link Directory} does, whatever server stands behind: each topic is a class of its
 * own, and each server ({@link OpenLdapContractTest}, {@link ApacheDsContractTest}) nests them all.
 * Here is what they are written with.
 */
@Timeout(60)
abstract sealed class DirectoryContractTest implements OnServer
    permits AuthorshipContract,
        CheckContract,
        ConnectionContract,
        DueContract,
        FaultContract,
        FlagContract,
        GuardContract,
        LookupContract,
        PolicyContract,
        ProtectionContract,
        ResetContract,
        ScanContract,
        SignInContract,
        StateContract {

  static final String OLD = "Old-passw0rd-1";
  static final String NEW = "New-passw0rd-2";
  static final AtomicInteger COUNTER = new AtomicInteger();

  Directory directory;
  LDAPConnection root;

  @TempDir Path temporary;

  @BeforeEach
  void open() {
    root = lab().root();
    directory = Directories.open(settings());
  }

  @AfterEach
  void close() {
    directory.close();
    root.close();
  }

  DirectorySettings settings() {
    return settings(List.of(URI.create("ldaps://127.0.0.1:" + lab().ldapsPort())), Tls.LDAPS);
  }

  DirectorySettings settings(List<URI> urls, Tls tls) {
    return new DirectorySettings(
        "lab",
        urls,
        Optional.of(lab().ca()),
        lab().bindDn(),
        lab().bindSource(),
        tls,
        Optional.empty(),
        new DirectorySettings.Accounts(
            DirectoryLab.BASE,
            "(objectClass=inetOrgPerson)",
            "uid",
            "mail",
            Optional.empty(),
            Optional.of("mobile")),
        List.of("uid=breakglass," + DirectoryLab.BASE),
        List.of(),
        Optional.of("cn=default," + DirectoryLab.POLICIES),
        Optional.empty(),
        Optional.empty(),
        2,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }

  static PasswordChange reset(String password, boolean mustChange) {
    return new PasswordChange.Reset(Secret.of(password), mustChange);
  }

  WriteResult apply(Account account, PasswordChange change) {
    return directory.apply(new Write(account.id(), account.dn(), account.version(), change));
  }

  WriteResult apply(Account account, Action action) {
    return apply(account, new PasswordChange.Flag(action));
  }

  /** A new person with the password {@link #OLD}, set long ago. */
  String person(String name, Attribute... more) throws LDAPException {
    String uid = name + COUNTER.incrementAndGet();
    String dn = new DN(new RDN("uid", uid), new DN(DirectoryLab.BASE)).toString();
    List<Attribute> attributes = new ArrayList<>(List.of(more));
    attributes.add(new Attribute("objectClass", "inetOrgPerson"));
    attributes.add(new Attribute("cn", uid));
    attributes.add(new Attribute("sn", uid));
    attributes.add(new Attribute("mail", uid.replaceAll("[^a-z0-9]", "") + "@example.com"));
    attributes.add(new Attribute("userPassword", OLD));
    root.add(dn, attributes);
    root.modify(dn, new Modification(ModificationType.REPLACE, "pwdReset"));
    age(dn, Duration.ofDays(10));
    return dn;
  }

  void age(String dn, Duration age) throws LDAPException {
    operational(dn, "pwdChangedTime", time(Instant.now().minus(age)));
  }

  private static String time(Instant instant) {
    return StaticUtils.encodeGeneralizedTime(instant.toEpochMilli()).replaceAll("\\.\\d+", "");
  }

  /** Writes what a server normally writes by itself. */
  void operational(String dn, String attribute, String... values) throws LDAPException {
    ModifyRequest request =
        new ModifyRequest(dn, new Modification(ModificationType.REPLACE, attribute, values));
    if (lab().dialect().equals("openldap")) {
      request.addControl(new Control("1.3.6.1.4.1.4203.666.5.12", true)); // Relax
    }
    root.modify(request);
  }

  Entry raw(String dn) throws LDAPException {
    return root.getEntry(dn, "*", "+");
  }

  Account account(String dn) {
    return account(directory, dn);
  }

  static URI url(Tls tls, String host, int port) {
    return URI.create((tls == Tls.LDAPS ? "ldaps://" : "ldap://") + host + ":" + port);
  }

  List<Account> scan(Scope scope) {
    List<Account> all = new ArrayList<>();
    directory.scan(scope, all::add);
    return all;
  }

  static Scope filtered(String... filters) {
    return new Scope(Optional.empty(), List.of(filters), Optional.empty(), new Due.Any());
  }

  static Write write(Account account, PasswordChange change) {
    return new Write(account.id(), account.dn(), account.version(), change);
  }

  static PasswordChange flag(Action action) {
    return new PasswordChange.Flag(action);
  }

  static WriteResult.Applied assertApplied(WriteResult result) {
    assertThat(result).isInstanceOf(WriteResult.Applied.class);
    return (WriteResult.Applied) result;
  }

  static void assertStale(WriteResult result, String reason) {
    assertThat(result)
        .isInstanceOfSatisfying(
            WriteResult.Stale.class, s -> assertThat(s.reason()).isEqualTo(reason));
  }

  static void assertBadRequest(ThrowingCallable call) {
    assertKind(call, DirectoryException.Kind.BAD_REQUEST);
  }

  static void assertUnreachable(ThrowingCallable call) {
    assertKind(call, DirectoryException.Kind.UNREACHABLE);
  }

  private static void assertKind(ThrowingCallable call, DirectoryException.Kind kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DirectoryException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  ResultCode bindAs(String dn, String password) {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", lab().port())) {
      return connection.bind(dn, password).getResultCode();
    } catch (LDAPException e) {
      return e.getResultCode();
    }
  }

  void changeOwn(String dn, String old, String chosen) throws LDAPException {
    try (LDAPConnection person = new LDAPConnection("127.0.0.1", lab().port(), dn, old)) {
      person.modify(dn, new Modification(ModificationType.REPLACE, "userPassword", chosen));
    }
  }

  void replace(String dn, String attribute, String value) throws LDAPException {
    root.modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
  }

  String group(String name, String... members) throws LDAPException {
    String dn = "cn=" + name + COUNTER.incrementAndGet() + ",ou=groups,dc=example,dc=com";
    root.add(dn, new Attribute("objectClass", "groupOfNames"), new Attribute("member", members));
    return dn;
  }

  Account account(Directory in, String dn) {
    Lookup found = in.lookup(List.of(new AccountKey(AccountKey.Kind.DN, dn))).get(0);
    assertThat(found).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found) found).account();
  }
}
