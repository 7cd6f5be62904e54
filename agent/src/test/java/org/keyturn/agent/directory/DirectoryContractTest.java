package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/**
 * What every {@link Directory} does, whatever server stands behind: each topic is a class of its
 * own, and each server's {@code …ContractTest} nests them all ({@link BeheraContract} those alone
 * that keep password state as the draft has it). Names and codes of one family stand in its {@link
 * DirectoryLab}, and what it does in a way of its own is a {@link Trait}. Here is what topics are
 * written with.
 */
@Timeout(60)
@ExtendWith(Observed.AtTheEnd.class)
abstract sealed class DirectoryContractTest implements OnServer
    permits AddressContract,
        AuthorshipContract,
        BeheraContract,
        CheckContract,
        ConnectionContract,
        DueContract,
        FaultContract,
        FeedContract,
        FlagContract,
        GuardContract,
        InitContract,
        LookupContract,
        MembersContract,
        OwnChangeContract,
        PlacementContract,
        PolicyContract,
        ProtectionContract,
        QualityContract,
        RemovalContract,
        ResetContract,
        ScanContract,
        SignInContract,
        SpreadContract,
        StateContract,
        TriesContract,
        UndoContract {

  static final String OLD = DirectoryLab.OLD;
  static final String NEW = "New-passw0rd-2";
  private static final AtomicInteger COUNTER = new AtomicInteger();

  Directory directory;

  @TempDir Path temporary;

  @BeforeEach
  void open() {
    directory = Directories.open(settings());
  }

  @AfterEach
  void close() {
    directory.close();
  }

  DirectorySettings settings() {
    return Settings.of(lab()).connections(2).make();
  }

  DirectorySettings settings(List<URI> urls, Tls tls) {
    return Settings.of(settings()).urls(urls, tls).make();
  }

  /** For the matrix of what servers do. */
  void observe(Fact fact, String what) {
    Observed.record(lab(), fact, what);
  }

  /** A new person in a situation that this server can be brought into. */
  String person(Situation situation) throws LDAPException {
    String dn = person(situation.name().toLowerCase(Locale.ROOT).replace("_", ""));
    situation.bring(lab(), dn);
    return dn;
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

  /** A new person with the password {@link #OLD}, set ten days ago where a test can say so. */
  String person(String name, Attribute... more) throws LDAPException {
    String login = fresh(name);
    String dn = lab().addPerson(lab().naming(login), login, more);
    if (lab().has(Trait.AGE_CAN_BE_SET)) {
      lab().age(dn, Duration.ofDays(10));
    }
    return dn;
  }

  /** What a case writes about any server, of this one. */
  String at(String written) {
    return written
        .replace("{people}", lab().people())
        .replace("{policies}", lab().policies())
        .replace("{suffix}", lab().suffix())
        .replace("{login}", lab().accounts().login());
  }

  /** A name that nothing in the lab has yet. */
  static String fresh(String name) {
    return name + COUNTER.incrementAndGet();
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

  /** Every change that writes, a reset both ways. */
  static Stream<PasswordChange> everyChange() {
    return Stream.concat(
        Stream.of(reset(NEW, true), reset(NEW, false)),
        Stream.of(Action.values()).filter(PasswordChange::isFlag).map(DirectoryContractTest::flag));
  }

  boolean isOffered(PasswordChange change) {
    return directory.info().actions().contains(change.action());
  }

  static PasswordChange flag(Action action) {
    return new PasswordChange.Flag(action);
  }

  static WriteResult.Applied assertApplied(WriteResult result) {
    assertThat(result).isInstanceOf(WriteResult.Applied.class);
    return (WriteResult.Applied) result;
  }

  static void assertRejected(WriteResult result, String reason) {
    assertThat(result)
        .isInstanceOfSatisfying(
            WriteResult.Rejected.class, r -> assertThat(r.reason()).isEqualTo(reason));
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

  /** The action is none that this server's dialect offers, and asking for it all the same tells. */
  void assertNotOffered(String dn, Action action) {
    assertThat(directory.info().actions()).doesNotContain(action);
    assertThat(apply(account(dn), action))
        .isInstanceOfSatisfying(
            WriteResult.Rejected.class,
            r -> {
              assertThat(r.reason()).isNotBlank();
              assertThat(r.detail()).as("why, and what instead").isNotBlank();
            });
  }

  ResultCode bindAs(String dn, String password) {
    return lab().bindAs(dn, password);
  }

  void changeOwn(String dn, String old, String chosen) throws LDAPException {
    lab().changeOwn(dn, old, chosen);
  }

  void replace(String dn, String attribute, String value) throws LDAPException {
    lab().root().modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
  }

  String group(String name, String... members) throws LDAPException {
    return lab().addGroup(fresh(name), members);
  }

  Account account(Directory in, String dn) {
    Lookup found = in.lookup(List.of(new AccountKey(AccountKey.Kind.DN, dn))).get(0);
    assertThat(found).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found) found).account();
  }
}
