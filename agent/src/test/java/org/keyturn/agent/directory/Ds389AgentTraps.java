package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;

/** What the server keeps from its agent, and in what state the agent itself may be. */
abstract class Ds389AgentTraps extends Ds389Traps {

  /** A range alone: what the limit cut off is missing, and the answer is a success. */
  @Test
  void fault17WhatTheServerCutsInSilenceIsNeverTakenForAll() throws LDAPException {
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
}
