package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.PolicyInForce;

/** Policies that do not reach the accounts, or not all of them. */
abstract class Ds389PolicyTraps extends Ds389Traps {

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
