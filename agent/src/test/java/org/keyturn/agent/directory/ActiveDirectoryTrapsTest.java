package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

/** What Active Directory does with success and without effect, or with more than was meant. */
@Timeout(60)
final class ActiveDirectoryTrapsTest {

  private static final String NEW = "New-passw0rd-2";

  private static SambaLab lab;
  private static int counter;

  private Directory directory;

  @BeforeAll
  static void start() {
    SambaLab.require();
    lab = SambaLab.start(60);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @BeforeEach
  void open() {
    directory = Directories.open(settings());
  }

  @AfterEach
  void close() {
    directory.close();
  }

  private static DirectorySettings settings() {
    return Settings.of(lab).protectedDns().make();
  }

  @Test
  void aPasswordThatNeverExpiresCannotBeForcedAndItIsSaidSo() throws LDAPException {
    String dn = person();
    lab.neverExpireByHand(dn);
    assertRejected(flag(dn, Action.FORCE_CHANGE), "never-expires", "never-expire --off");
    assertRejected(reset(dn, true), "never-expires", "--no-force-change");
    assertThat(lab.bindAs(dn, DirectoryLab.OLD)).isEqualTo(ResultCode.SUCCESS);
    lab.makeMustChange(dn);
    assertThat(account(dn).state().mustChange()).isFalse();
    assertThat(lab.bindAs(dn, DirectoryLab.OLD))
        .as("the server forces nobody then")
        .isEqualTo(ResultCode.SUCCESS);
    assertThat(reset(dn, false)).isInstanceOf(WriteResult.Applied.class);
  }

  @Test
  void onePasswordCannotBeExpired() throws LDAPException {
    String dn = person();
    assertThat(directory.info().actions()).doesNotContain(Action.EXPIRE);
    assertRejected(flag(dn, Action.EXPIRE), "cannot-expire-one-password", "force-change");
  }

  @Test
  void aForcedChangeCanBeForcedAgainWithAnotherPassword() throws LDAPException {
    String dn = person();
    assertThat(reset(dn, true)).isInstanceOf(WriteResult.Applied.class);
    Account planned = account(dn);
    assertThat(apply(planned, new PasswordChange.Reset(Secret.of("Third-passw0rd-3"), true)))
        .isInstanceOf(WriteResult.Applied.class);
    assertThat(directory.signIn(dn, Secret.of("Third-passw0rd-3")).kind())
        .isEqualTo(SignInResult.Kind.MUST_CHANGE);
    assertThat(apply(planned, new PasswordChange.Reset(Secret.of(NEW), true)))
        .as("0 before and 0 after, and yet not the same")
        .isInstanceOf(WriteResult.Stale.class);
  }

  @Test
  void aFilterOnAComputedAttributeMatchesNothingWithSuccess() throws LDAPException {
    String dn = person();
    Filter filter = Filter.createPresenceFilter("msDS-UserPasswordExpiryTimeComputed");
    assertThat(lab.root().search(dn, SearchScope.BASE, filter).getEntryCount()).isZero();
    assertThat(account(dn).state().expiry()).isInstanceOf(Expiry.At.class);
  }

  @Test
  void whatIsInUserPasswordIsClearTextAndWarnedOf() throws LDAPException {
    String dn = person();
    lab.write(dn, "userPassword", "Readable-passw0rd-1");
    assertThat(lab.bindAs(dn, "Readable-passw0rd-1")).isNotEqualTo(ResultCode.SUCCESS);
    assertThat(lab.raw(dn).getAttributeValue("userPassword")).isEqualTo("Readable-passw0rd-1");
    assertThat(directory.examine())
        .anyMatch(
            f ->
                f.level() == Finding.Level.WARN
                    && f.subject().equals("passwords: clear text")
                    && isNamed(dn, f.found()));
    lab.delete(dn);
  }

  @Test
  void aMaximumAgeOfADayIsNoneForSambaAndNeverWritten() throws LDAPException {
    String policy = lab.addPolicy(fresh("day"), Duration.ofDays(1), true);
    String dn = person();
    lab.underPolicy(dn, policy);
    lab.age(dn, Duration.ofDays(10));
    assertThat(lab.bindAs(dn, DirectoryLab.OLD)).isEqualTo(ResultCode.SUCCESS);
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Never());
    assertThat(directory.examine())
        .anyMatch(f -> f.level() == Finding.Level.WARN && isNamed(policy, f.mend()));
    assertRejected(
        directory.writePolicy(
            new PolicySettings(
                policy, Optional.of(Duration.ofDays(1)), Optional.empty(), Optional.empty())),
        "max-age-too-short",
        "more than a day");
    lab.delete(dn);
    lab.delete(policy);
  }

  @Test
  void aWarningHasNoPlaceAndItIsSaidSo() {
    assertRejected(
        directory.writePolicy(
            new PolicySettings(
                lab.suffix(),
                Optional.of(Duration.ofDays(80)),
                Optional.of(Duration.ofDays(14)),
                Optional.empty())),
        "warning-not-stored",
        "warn");
    assertThat(directory.defaultPolicy().orElseThrow().maxAge()).contains(Duration.ofDays(90));
  }

  @Test
  void theDomainsOwnPolicyIsWritten() {
    assertThat(directory.writePolicy(age(lab.suffix(), 80)))
        .isInstanceOf(WriteResult.Applied.class);
    assertThat(directory.defaultPolicy().orElseThrow().maxAge()).contains(Duration.ofDays(80));
    assertThat(directory.writePolicy(age(lab.suffix(), 80))).isEqualTo(new WriteResult.AlreadySo());
    assertThat(directory.writePolicy(age(lab.suffix(), 90)))
        .isInstanceOf(WriteResult.Applied.class);
  }

  @Test
  void anExpiredAccountIsNotEnabledByEnabling() throws LDAPException {
    String dn = person();
    lab.write(dn, "accountExpires", "131000000000000000");
    assertThat(directory.signIn(dn, Secret.of(DirectoryLab.OLD)).kind())
        .isEqualTo(SignInResult.Kind.ACCOUNT_EXPIRED);
    assertThat(account(dn).state().enabled()).isFalse();
    assertRejected(flag(dn, Action.ENABLE), "account-expired", "accountExpires");
  }

  @Test
  void aResetDoesNotUnlock() throws LDAPException {
    String dn = person();
    lab.lockOut(dn);
    assertThat(reset(dn, false)).isInstanceOf(WriteResult.Applied.class);
    assertThat(directory.signIn(dn, Secret.of(NEW)).kind()).isEqualTo(SignInResult.Kind.LOCKED);
    assertThat(flag(dn, Action.UNLOCK)).isInstanceOf(WriteResult.Applied.class);
    assertThat(directory.signIn(dn, Secret.of(NEW)).kind()).isEqualTo(SignInResult.Kind.OK);
  }

  @Test
  void aPasswordThatThePolicyRefusesIsNamedSo() throws LDAPException {
    String dn = person();
    assertThat(apply(account(dn), new PasswordChange.Reset(Secret.of("short"), true)))
        .isInstanceOfSatisfying(
            WriteResult.Rejected.class,
            r -> assertThat(r.reason()).startsWith(WriteResult.PASSWORD_REFUSED));
    assertThat(lab.bindAs(dn, DirectoryLab.OLD)).isEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void aForcedChangeTakenBackStartsTheAgeAnew() throws LDAPException {
    String dn = person();
    lab.age(dn, Duration.ofDays(40));
    assertThat(flag(dn, Action.FORCE_CHANGE)).isInstanceOf(WriteResult.Applied.class);
    assertThat(flag(dn, Action.FORCE_CHANGE_OFF)).isInstanceOf(WriteResult.Applied.class);
    assertThat(account(dn).state().changedAt())
        .hasValueSatisfying(at -> assertThat(at).isAfter(Instant.now().minusSeconds(60)));
    assertThat(lab.bindAs(dn, DirectoryLab.OLD)).isEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void thePolicyInForceIsTheOneThatTheServerNames() throws LDAPException {
    Account contractor = account(lab.dnOf("user000010"));
    assertThat(contractor.policy())
        .isInstanceOfSatisfying(
            PolicyInForce.Resolved.class,
            r -> {
              assertThat(r.policy().name()).isEqualTo("contractors");
              assertThat(contractor.state().expiry().end())
                  .isEqualTo(contractor.state().changedAt().map(c -> c.plus(Duration.ofDays(60))));
            });
  }

  @Test
  void builtInAccountsAreUntouchableWhateverTheConfigSays() throws LDAPException {
    DirectorySettings everybody = Settings.of(settings()).base(lab.suffix()).make();
    try (Directory all = Directories.open(everybody)) {
      assertThat(all.untouchable())
          .contains(
              NormalDn.of("CN=Administrator,CN=Users," + lab.suffix()),
              NormalDn.of("CN=krbtgt,CN=Users," + lab.suffix()))
          .doesNotContain(NormalDn.of(lab.dnOf("user000010")));
    }
  }

  @Test
  void aGroupThatComesInPiecesIsReadToItsEnd() throws LDAPException {
    List<String> members = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      members.add(lab.dnOf("user%06d".formatted(i)));
    }
    String group = lab.addGroup(fresh("big"), members.toArray(String[]::new));
    Entry piece = lab.root().getEntry(group, "member;range=0-6");
    assertThat(piece.hasAttribute("member")).as("as AD answers beyond its limit").isFalse();
    Server server =
        new Server(settings().urls().get(0), settings(), ServerTrust.context(settings()));
    try (Link link = Link.open(server, 2, Duration.ofSeconds(5))) {
      assertThat(new RangedValues(link).inPieces(group, "member", 7))
          .containsExactlyInAnyOrder(
              lab.root().getEntry(group, "member").getAttributeValues("member"))
          .hasSize(60);
    }
  }

  /** Samba takes the last password for an hour more, where the domain does not forbid it. */
  @Test
  void aForcedChangeThatThePersonMadeIsNoLongerOurs() throws LDAPException {
    String dn = person();
    Account planned = account(dn);
    PasswordChange change = new PasswordChange.Reset(Secret.of(NEW), true);
    Write write = new Write(planned.id(), planned.dn(), planned.version(), change);
    assertThat(directory.apply(write)).isInstanceOf(WriteResult.Applied.class);
    assertThat(directory.whoWrote(write)).isInstanceOf(Authorship.Ours.class);
    lab.changeOwn(dn, NEW, "Chosen-passw0rd-3");
    assertThat(directory.whoWrote(write)).isInstanceOf(Authorship.SomebodyElse.class);
  }

  @Test
  void timeAloneExpiresAPassword() throws LDAPException {
    String dn = person();
    lab.startIn("+80d");
    try {
      assertThat(lab.bindAs(dn, DirectoryLab.OLD)).isEqualTo(ResultCode.SUCCESS);
      lab.startIn("+91d");
      try (Directory later = Directories.open(settings())) {
        assertThat(later.signIn(dn, Secret.of(DirectoryLab.OLD)).kind())
            .isEqualTo(SignInResult.Kind.EXPIRED);
      }
    } finally {
      lab.startNow();
    }
  }

  /** The server spells DC in capitals. */
  private static boolean isNamed(String dn, String text) {
    return text.toLowerCase(Locale.ROOT).contains(dn.toLowerCase(Locale.ROOT));
  }

  private static PolicySettings age(String dn, int days) {
    return new PolicySettings(
        dn, Optional.of(Duration.ofDays(days)), Optional.empty(), Optional.empty());
  }

  private static String fresh(String name) {
    return name + ++counter;
  }

  private static String person() throws LDAPException {
    String login = fresh("trap");
    return lab.addPerson(lab.naming(login), login);
  }

  private Account account(String dn) {
    return ((Lookup.Found) directory.lookup(List.of(new AccountKey(AccountKey.Kind.DN, dn))).get(0))
        .account();
  }

  private WriteResult apply(Account account, PasswordChange change) {
    return directory.apply(new Write(account.id(), account.dn(), account.version(), change));
  }

  private WriteResult flag(String dn, Action action) {
    return apply(account(dn), new PasswordChange.Flag(action));
  }

  private WriteResult reset(String dn, boolean mustChange) {
    return apply(account(dn), new PasswordChange.Reset(Secret.of(NEW), mustChange));
  }

  private static void assertRejected(WriteResult result, String reason, String mend) {
    assertThat(result)
        .isInstanceOfSatisfying(
            WriteResult.Rejected.class,
            r -> {
              assertThat(r.reason()).isEqualTo(reason);
              assertThat(r.detail()).contains(mend);
            });
  }
}
