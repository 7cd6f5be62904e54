package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.directory.DirectorySettings.Tls;

/** A 389-DS whose agent is no password administrator, and what else it does in silence. */
@Timeout(60)
final class Ds389TrapsTest {

  private static final String OLD = DirectoryLab.OLD;
  private static final String NEW = "New-passw0rd-2";
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private static Ds389Lab lab;

  private Directory directory;

  @BeforeAll
  static void start() {
    Ds389Lab.require();
    lab = Ds389Lab.start(700, Map.of("KEYTURN_LAB_PASSWORD_ADMIN", "no"));
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @BeforeEach
  void open() throws LDAPException {
    directory = Directories.open(settings());
  }

  @AfterEach
  void close() {
    directory.close();
  }

  private static DirectorySettings settings() throws LDAPException {
    return new DirectorySettings(
        "lab",
        List.of(URI.create("ldaps://localhost:" + lab.ldapsPort())),
        Optional.of(lab.ca()),
        lab.bindDn(),
        lab.bindSource(),
        Tls.LDAPS,
        Optional.empty(),
        lab.accounts(),
        List.of(lab.breakGlass()),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }

  private static String person() throws LDAPException {
    String login = fresh("person");
    String dn = lab.addPerson(lab.naming(login), login);
    lab.age(dn, Duration.ofDays(10));
    return dn;
  }

  private static String fresh(String name) {
    return name + COUNTER.incrementAndGet();
  }

  private Account account(String dn) {
    return ((Lookup.Found) directory.lookup(List.of(new AccountKey(AccountKey.Kind.DN, dn))).get(0))
        .account();
  }

  private WriteResult apply(String dn, PasswordChange change) {
    return directory.apply(write(account(dn), change));
  }

  private static Write write(Account account, PasswordChange change) {
    return new Write(account.id(), account.dn(), account.version(), change);
  }

  private static PasswordChange reset(String password) {
    return new PasswordChange.Reset(Secret.of(password), true);
  }

  private static PasswordChange flag(Action action) {
    return new PasswordChange.Flag(action);
  }

  private static LDAPConnection agent() throws LDAPException {
    LDAPConnection connection = lab.connect();
    connection.bind(
        lab.bindDn(),
        new String(lab.bindPassword().withUtf8(b -> b.clone()), StandardCharsets.UTF_8));
    return connection;
  }

  private static Modification replace(String attribute, String... values) {
    return new Modification(ModificationType.REPLACE, attribute, values);
  }

  private SignInResult.Kind signIn(String dn, String password) {
    return directory.signIn(dn, Secret.of(password)).kind();
  }

  /** Issue 5364 of 389-ds-base. */
  @Test
  void aDateThatComesWithThePasswordIsOverwrittenInSilence() throws LDAPException {
    String dn = person();
    try (LDAPConnection agent = agent()) {
      agent.modify(
          dn, List.of(replace("userPassword", NEW), replace(Ds389Lab.EXPIRES, Ds389Lab.AT_ONCE)));
    }
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.OK);
    assertThat(lab.showsMustChange(dn)).isFalse();
  }

  @Test
  void aResetMakesThePersonChangeItAllTheSame() throws LDAPException {
    String dn = person();
    assertThat(apply(dn, reset(NEW))).isInstanceOf(WriteResult.Applied.class);
    assertThat(lab.showsMustChange(dn)).isTrue();
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.MUST_CHANGE);
    lab.changeOwn(dn, NEW, "Chosen-passw0rd-3");
    assertThat(signIn(dn, "Chosen-passw0rd-3")).isEqualTo(SignInResult.Kind.OK);
  }

  @Test
  void aResetThatNeedNotBeChangedIsOneWrite() throws LDAPException {
    String dn = person();
    PasswordChange change = new PasswordChange.Reset(Secret.of(NEW), false);
    assertThat(apply(dn, change)).isInstanceOf(WriteResult.Applied.class);
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.OK);
  }

  /** The agent died after the password and before the date. */
  @Test
  void aResetThatStoppedHalfWayIsFinished() throws LDAPException {
    String dn = person();
    Write write = write(account(dn), reset(NEW));
    try (LDAPConnection agent = agent()) {
      agent.modify(dn, replace("userPassword", NEW));
    }
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.OK);
    assertThat(directory.whoWrote(write)).isInstanceOf(Authorship.Ours.class);
    assertThat(lab.showsMustChange(dn)).isTrue();
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.MUST_CHANGE);
    assertThat(directory.whoWrote(write)).isInstanceOf(Authorship.Ours.class);
  }

  @Test
  void whoChangedItInBetweenIsNotMadeToChangeItAgain() throws LDAPException {
    String dn = person();
    Write write = write(account(dn), reset(NEW));
    try (LDAPConnection agent = agent()) {
      agent.modify(dn, replace("userPassword", NEW));
    }
    lab.changeOwn(dn, NEW, "Chosen-passw0rd-3");
    assertThat(directory.whoWrote(write)).isInstanceOf(Authorship.SomebodyElse.class);
    assertThat(signIn(dn, "Chosen-passw0rd-3")).isEqualTo(SignInResult.Kind.OK);
  }

  /** A range alone: what the limit cut off is missing, and the answer is a success. */
  @Test
  void whatTheServerCutsInSilenceIsNeverTakenForAll() throws LDAPException {
    String former = "ou=former," + lab.suffix();
    for (int i = 0; i < 5; i++) { // they stand elsewhere, and first in the index
      String login = fresh("former");
      lab.addBareAccount(former, login);
      lab.set("uid=" + login + "," + former, Ds389Lab.EXPIRES, "20000101000000Z");
    }
    lab.set(lab.bindDn(), "nsSizeLimit", "100");
    lab.set(lab.bindDn(), "nsPagedSizeLimit", "100");
    try (LDAPConnection agent = agent();
        Directory limited = Directories.open(settings())) {
      String range = "(passwordExpirationTime<=20390101000000Z)";
      int seen = agent.search(lab.people(), SearchScope.SUB, range, "1.1").getEntryCount();
      assertThat(seen).as("a success with %s of more than 700", seen).isLessThan(100);
      assertThatThrownBy(() -> everybody(limited))
          .isInstanceOfSatisfying(
              DirectoryException.class,
              e -> assertThat(e.kind()).isEqualTo(DirectoryException.Kind.INCOMPLETE));
      assertThat(limited.examine())
          .anyMatch(
              f ->
                  f.subject().equals("limits")
                      && f.level() == Finding.Level.WARN
                      && f.mend().contains("nsSizeLimit: -1"));
    } finally {
      lab.set(lab.bindDn(), "nsSizeLimit", "-1");
      lab.set(lab.bindDn(), "nsPagedSizeLimit", "-1");
    }
    try (Directory unlimited = Directories.open(settings())) {
      assertThat(everybody(unlimited)).hasSizeGreaterThanOrEqualTo(700);
    }
  }

  private static List<Account> everybody(Directory directory) {
    List<Account> all = new ArrayList<>();
    Instant end = Instant.now().plus(Duration.ofDays(999));
    directory.scan(Scope.all().with(new Due.ExpiresBefore(end)), all::add);
    return all;
  }

  /** Whom an administrator makes under passwordMustChange must change the password first. */
  @Test
  void anAgentThatMustChangeItsOwnPasswordIsToldSo() throws LDAPException {
    String dn = "cn=" + fresh("bricked") + ",ou=services," + lab.suffix();
    lab.root()
        .add(
            dn,
            new Attribute("objectClass", "applicationProcess", "simpleSecurityObject"),
            new Attribute("userPassword", OLD));
    assertThatThrownBy(() -> Directories.open(Settings.of(settings()).bind(dn, OLD).make()))
        .isInstanceOf(DirectoryException.class)
        .hasMessageContaining("passwordMustChange");
  }

  @Test
  void anAgentUnderThePolicyOfPeopleIsWarned() throws LDAPException {
    lab.set(lab.bindDn(), Ds389Lab.POINTER);
    try (Directory again = Directories.open(settings())) {
      assertThat(again.examine())
          .anyMatch(
              f ->
                  f.subject().equals("agent's password")
                      && f.level() == Finding.Level.WARN
                      && f.mend().contains("passwordMustChange: off"));
    } finally {
      lab.underPolicy(lab.bindDn(), lab.policyNamed("services"));
    }
    assertThat(directory.examine())
        .anyMatch(f -> f.subject().equals("agent's password") && f.level() == Finding.Level.OK);
  }

  @Test
  void theSpecialDatesAreNoDates() throws LDAPException {
    String dn = person();
    lab.set(dn, Ds389Lab.EXPIRES, Ds389Lab.AT_ONCE);
    assertThat(account(dn).state().mustChange()).isTrue();
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Unknown("must-change"));
    lab.set(dn, Ds389Lab.EXPIRES, Ds389Lab.NEVER);
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Never());
    lab.set(dn, Ds389Lab.EXPIRES, Ds389Lab.NOT_YET);
    lab.set(dn, "passwordExpWarned");
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Unknown("starts-at-sign-in"));
    assertThat(signIn(dn, OLD)).isEqualTo(SignInResult.Kind.OK);
    assertThat(account(dn).state().expiry().end())
        .as("now, and the time to be warned")
        .hasValueSatisfying(
            end ->
                assertThat(Duration.between(Instant.now(), end))
                    .isBetween(Duration.ofDays(13), Duration.ofDays(15)));
    lab.set(dn, Ds389Lab.EXPIRES);
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Unknown("starts-at-sign-in"));
  }

  @Test
  void whereThePolicyDoesNotAskForAChangeNobodyIsMadeTo() throws LDAPException {
    String policy = lab.addPolicy(fresh("lax"), Duration.ofDays(50), true);
    lab.set(policy, "passwordMustChange", "off");
    String dn = person();
    lab.underPolicy(dn, policy);
    try (Directory fresh = Directories.open(settings())) {
      Account account = fresh.read(account(dn).id()).orElseThrow();
      assertThat(fresh.apply(write(account, flag(Action.FORCE_CHANGE))))
          .isInstanceOfSatisfying(
              WriteResult.Rejected.class,
              r -> assertThat(r.reason()).isEqualTo("must-change-not-honoured"));
    }
    lab.set(dn, Ds389Lab.EXPIRES, Ds389Lab.AT_ONCE);
    assertThat(account(dn).state().mustChange()).isFalse();
    assertThat(signIn(dn, OLD)).isEqualTo(SignInResult.Kind.OK);
    lab.delete(dn);
    lab.deletePolicy(policy);
  }

  @Test
  void aShorterAgeDoesNotMoveTheEnd() throws LDAPException {
    String policy = lab.addPolicy(fresh("shorter"), Duration.ofDays(90), true);
    String dn = person();
    lab.underPolicy(dn, policy);
    Expiry before = account(dn).state().expiry();
    PolicySettings shorter =
        new PolicySettings(
            policy, Optional.of(Duration.ofDays(1)), Optional.empty(), Optional.empty());
    assertThat(directory.writePolicy(shorter)).isInstanceOf(WriteResult.Applied.class);
    assertThat(account(dn).state().expiry()).isEqualTo(before);
    assertThat(signIn(dn, OLD)).isEqualTo(SignInResult.Kind.OK);
    lab.delete(dn);
    lab.deletePolicy(policy);
  }

  @Test
  void neverExpiresOutlastsAResetAndTheOwnChange() throws LDAPException {
    String dn = person();
    assertThat(apply(dn, flag(Action.NEVER_EXPIRE))).isInstanceOf(WriteResult.Applied.class);
    assertThat(apply(dn, reset(NEW))).isInstanceOf(WriteResult.Applied.class);
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.MUST_CHANGE);
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Never());
    lab.changeOwn(dn, NEW, "Chosen-passw0rd-3");
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Never());
    assertThat(account(dn).state().mustChange()).isFalse();
  }

  @Test
  void aForcedChangeIsTakenBack() throws LDAPException {
    String dn = person();
    Expiry before = account(dn).state().expiry();
    assertThat(apply(dn, flag(Action.FORCE_CHANGE))).isInstanceOf(WriteResult.Applied.class);
    assertThat(apply(dn, flag(Action.FORCE_CHANGE_OFF))).isInstanceOf(WriteResult.Applied.class);
    assertThat(account(dn).state().expiry()).isEqualTo(before);
    assertThat(signIn(dn, OLD)).isEqualTo(SignInResult.Kind.OK);
  }

  @Test
  void aPolicyOfAPlaceIsInForceThere() throws LDAPException {
    String place = lab.addPlace(fresh("place"));
    String policy = lab.addPolicy(fresh("placed"), Duration.ofDays(33), true);
    String template = "cn=template," + place;
    lab.root()
        .add(
            template,
            new Attribute("objectClass", "top", "extensibleObject", "costemplate", "ldapsubentry"),
            new Attribute("cosPriority", "1"),
            new Attribute(Ds389Lab.POINTER, policy));
    lab.root()
        .add(
            "cn=cos," + place,
            new Attribute(
                "objectClass", "top", "ldapsubentry", "cosSuperDefinition", "cosPointerDefinition"),
            new Attribute("cosTemplateDn", template),
            new Attribute("cosAttribute", Ds389Lab.POINTER + " default operational-default"));
    String login = fresh("placed");
    String dn = lab.rename(person(), login);
    lab.root().modifyDN(dn, "uid=" + login, true, place);
    String moved = "uid=" + login + "," + place;
    assertEventually(moved, policy);
    assertThat(account(moved).policy().resolved().flatMap(p -> p.maxAge()))
        .contains(Duration.ofDays(33));
  }

  /** Classes of service are looked at again now and then. */
  private void assertEventually(String dn, String policy) {
    Instant end = Instant.now().plusSeconds(20);
    while (!isUnder(dn, policy) && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
    assertThat(isUnder(dn, policy)).isTrue();
  }

  private boolean isUnder(String dn, String policy) {
    return account(dn).policy() instanceof PolicyInForce.Resolved r
        && NormalDn.of(r.policy().dn()).equals(NormalDn.of(policy));
  }

  /** By itself it would take over nothing of the server's policy. */
  @Test
  void aNewPolicyStartsAsACopyOfTheServers() throws LDAPException {
    String policy = lab.policyNamed(fresh("copied"));
    assertThat(
            directory.writePolicy(
                new PolicySettings(
                    policy, Optional.of(Duration.ZERO), Optional.empty(), Optional.empty())))
        .isInstanceOf(WriteResult.Applied.class);
    assertThat(lab.raw(policy).getAttributeValue("passwordExp")).isEqualTo("off");
    assertThat(lab.raw(policy).getAttributeValue("passwordLockout")).isEqualTo("on");
    assertThat(lab.raw(policy).getAttributeValue("passwordMustChange")).isEqualTo("on");
    assertThat(lab.raw(policy).getAttributeValue("passwordTrackUpdateTime")).isEqualTo("on");
    lab.deletePolicy(policy);
  }

  @Test
  void whatAPolicyLacksIsWarnedOfWithTheMend() throws LDAPException {
    String policy = lab.addPolicy(fresh("poor"), Duration.ofDays(50), true);
    lab.set(policy, "passwordAdminDN");
    lab.set(policy, "passwordTrackUpdateTime", "off");
    List<Finding> found = directory.examine();
    assertThat(found)
        .anyMatch(
            f ->
                f.mend().contains("dn: " + policy)
                    && f.mend().contains("passwordTrackUpdateTime: on"))
        .anyMatch(
            f ->
                f.mend().contains("dn: " + policy)
                    && f.mend().contains("passwordAdminDN: " + lab.bindDn()))
        .anyMatch(
            f ->
                f.mend().contains("dn: cn=config\n")
                    && f.mend().contains("passwordAdminDN: " + lab.bindDn()));
    lab.deletePolicy(policy);
  }
}
