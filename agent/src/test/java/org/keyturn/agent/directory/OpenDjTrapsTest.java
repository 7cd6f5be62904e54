package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.account.Secret;

/** What OpenDJ does that nobody would guess. */
@Timeout(60)
final class OpenDjTrapsTest {

  private static final String SERVER_POLICY =
      "cn=Default Password Policy,cn=Password Policies,cn=config";
  private static final String WITHOUT_WARNING = "ds-cfg-expire-passwords-without-warning";

  private static OpenDjLab lab;

  @BeforeAll
  static void start() {
    OpenDjLab.require();
    lab = OpenDjLab.start(60);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  private static DirectorySettings settings() {
    return Settings.of(lab).make();
  }

  private static Account account(Directory directory, String dn) {
    return ((Lookup.Found) directory.lookup(List.of(new AccountKey(AccountKey.Kind.DN, dn))).get(0))
        .account();
  }

  private static WriteResult apply(Directory directory, String dn, PasswordChange change) {
    Account account = account(directory, dn);
    return directory.apply(new Write(account.id(), dn, account.version(), change));
  }

  private static void set(String dn, String attribute, String value) throws LDAPException {
    lab.root().modify(dn, new Modification(ModificationType.REPLACE, attribute, value));
  }

  @Test
  void anOldPasswordThatNobodyWarnedOfWorksOnAndThatIsTold() throws LDAPException {
    String dn = lab.addPerson(lab.naming("floating"), "floating");
    set(SERVER_POLICY, WITHOUT_WARNING, "false");
    try (Directory directory = Directories.open(settings())) {
      lab.age(dn, Duration.ofDays(100));
      Instant end = account(directory, dn).state().expiry().end().orElseThrow();
      assertThat(end).isAfter(Instant.now().plus(Duration.ofDays(13)));
      assertThat(directory.signIn(dn, Secret.of(DirectoryLab.OLD)).kind())
          .isEqualTo(SignInResult.Kind.OK);
    } finally {
      set(SERVER_POLICY, WITHOUT_WARNING, "true");
    }
    try (Directory directory = Directories.open(settings())) {
      assertThat(account(directory, dn).state().expiry().isPast(Instant.now())).isTrue();
      assertThat(directory.signIn(dn, Secret.of(DirectoryLab.OLD)).kind())
          .isEqualTo(SignInResult.Kind.EXPIRED);
    }
  }

  @Test
  void whereNothingEndsWithoutAWarningExpireIsRefusedAndTakenBack() throws LDAPException {
    String dn = lab.addPerson(lab.naming("unwarned"), "unwarned");
    lab.age(dn, Duration.ofDays(10));
    set(SERVER_POLICY, WITHOUT_WARNING, "false");
    try (Directory directory = Directories.open(settings())) {
      Account before = account(directory, dn);
      assertThat(apply(directory, dn, new PasswordChange.Flag(Action.EXPIRE)))
          .isInstanceOfSatisfying(
              WriteResult.Rejected.class,
              r -> {
                assertThat(r.reason()).isEqualTo("warned-first");
                assertThat(r.detail()).contains("expire-passwords-without-warning:true");
              });
      assertThat(account(directory, dn).state()).isEqualTo(before.state());
    } finally {
      set(SERVER_POLICY, WITHOUT_WARNING, "true");
    }
  }

  /** The server answers such a bind with an error of its own, 80. */
  @Test
  void aPointerToNowhereIsNoPolicy() throws LDAPException {
    String dn = lab.addPerson(lab.naming("dangling"), "dangling");
    lab.underPolicy(dn, lab.policyNamed("gone"));
    try (Directory directory = Directories.open(settings())) {
      Account account = account(directory, dn);
      assertThat(account.policy())
          .isInstanceOfSatisfying(
              PolicyInForce.Unresolved.class,
              u -> assertThat(u.reason()).isEqualTo("policy-dangling"));
      assertThat(account.state().expiry()).isEqualTo(new Expiry.Unknown("policy-dangling"));
    }
  }

  @Test
  void aPolicyThatTheAgentMayNotReadIsNotTakenForAnother() throws LDAPException {
    String dn = lab.addPerson(lab.naming("configured"), "configured");
    lab.underPolicy(dn, SERVER_POLICY);
    try (Directory directory = Directories.open(settings())) {
      assertThat(account(directory, dn).policy())
          .isEqualTo(new PolicyInForce.Unresolved("policy-unreadable", SERVER_POLICY));
    }
  }

  /** Where two select the same person, the server takes one, not the nearer: so one leaves out. */
  @Test
  void aSubentryIsInForceForWhomeverItsSpecificationSelects() throws LDAPException {
    String dn = lab.addPerson(lab.naming("temporary1"), "temporary1");
    String policy = "cn=temporaries,ou=people,dc=example,dc=com";
    lab.root()
        .add(
            policy,
            new Attribute("objectClass", "subentry", "pwdPolicy"),
            new Attribute("cn", "temporaries"),
            new Attribute("subtreeSpecification", "{ specificationFilter \"(uid=temporary1)\" }"),
            new Attribute("pwdAttribute", "userPassword"),
            new Attribute("pwdMustChange", "TRUE"),
            new Attribute("pwdMaxAge", "2592000"));
    set(
        lab.defaultPolicy(),
        "subtreeSpecification",
        "{ base \"ou=people\", specificationFilter \"(!(uid=temporary1))\" }");
    try (Directory directory = Directories.open(settings())) {
      Account account = account(directory, dn);
      assertThat(account.policy().resolved().orElseThrow().dn()).isEqualTo(policy);
      assertThat(account.state().expiry().end().orElseThrow())
          .isBefore(Instant.now().plus(Duration.ofDays(31)));
      assertThat(directory.defaultPolicy()).as("it does not cover all of them now").isEmpty();
    } finally {
      set(lab.defaultPolicy(), "subtreeSpecification", "{ base \"ou=people\" }");
      lab.deletePolicy(policy);
    }
  }

  @Test
  void aNewPolicyCountsForNobodyUntilSomebodySaysForWhom() {
    String policy = "cn=beside,dc=example,dc=com";
    try (Directory directory = Directories.open(settings())) {
      PolicySettings settings =
          new PolicySettings(
              policy, Optional.of(Duration.ofDays(1)), Optional.empty(), Optional.of(true));
      assertThat(directory.writePolicy(settings)).isInstanceOf(WriteResult.Applied.class);
      List<String> under = new ArrayList<>();
      directory.scan(
          Scope.all(),
          a ->
              a.policy()
                  .resolved()
                  .filter(p -> p.dn().equals(policy))
                  .ifPresent(p -> under.add(a.dn())));
      assertThat(under).isEmpty();
    }
  }

  /** Under a policy that asks for a change after every reset, the server adds the flag itself. */
  @Test
  void aResetWithoutMustChangeHoldsThoughThePolicyAsksForIt() throws LDAPException {
    String dn = lab.addPerson(lab.naming("settled"), "settled");
    try (Directory directory = Directories.open(settings())) {
      PasswordChange reset = new PasswordChange.Reset(Secret.of("Another-passw0rd-2"), false);
      assertThat(apply(directory, dn, reset)).isInstanceOf(WriteResult.Applied.class);
      assertThat(directory.signIn(dn, Secret.of("Another-passw0rd-2")).kind())
          .isEqualTo(SignInResult.Kind.OK);
    }
  }

  @Test
  void aDisabledAccountIsToldFromAWrongPassword() throws LDAPException {
    String dn = lab.addPerson(lab.naming("disabled"), "disabled");
    lab.disableByHand(dn);
    try (Directory directory = Directories.open(settings())) {
      assertThat(directory.signIn(dn, Secret.of(DirectoryLab.OLD)).kind())
          .isEqualTo(SignInResult.Kind.DISABLED);
    }
  }

  @Test
  void aMissingPrivilegeIsNamedWithTheLineThatGivesIt() throws LDAPException {
    Modification without =
        new Modification(ModificationType.DELETE, "ds-privilege-name", "unindexed-search");
    lab.root().modify(lab.bindDn(), without);
    try (Directory directory = Directories.open(settings())) {
      assertThat(directory.examine())
          .filteredOn(f -> f.subject().equals("privilege: unindexed-search"))
          .singleElement()
          .satisfies(
              f -> {
                assertThat(f.level()).isEqualTo(Finding.Level.WARN);
                assertThat(f.mend()).contains("ds-privilege-name: unindexed-search");
              });
    } finally {
      lab.root()
          .modify(
              lab.bindDn(),
              new Modification(ModificationType.ADD, "ds-privilege-name", "unindexed-search"));
    }
  }
}
