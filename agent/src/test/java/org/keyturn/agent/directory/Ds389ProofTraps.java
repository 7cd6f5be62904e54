package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whose password it is, where neither the entry nor a sign-in tells: the server puts its own name
 * into {@code modifiersName}, and answers whoever is disabled alike whatever the password is.
 */
abstract class Ds389ProofTraps extends Ds389Traps {

  private static final String ANOTHER = "Another-passw0rd-5";

  @Test
  void aSignInOfSomebodyDisabledProvesNothing() throws LDAPException {
    String dn = person();
    lab.disableByHand(dn);
    assertThat(signIn(dn, OLD)).isEqualTo(SignInResult.Kind.DISABLED);
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.DISABLED);
  }

  @Test
  void theResetOfSomebodyDisabledIsKnownAgainAndFinished() throws LDAPException {
    String dn = person();
    lab.disableByHand(dn);
    Write write = write(account(dn), reset(NEW));
    byAgent(dn, NEW);
    assertThat(directory.whoWrote(write)).isInstanceOf(Authorship.Ours.class);
    assertThat(lab.showsMustChange(dn)).isTrue();
    lab.enableByHand(dn);
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.MUST_CHANGE);
  }

  @Test
  void whoeverWasGivenAnotherPasswordSinceKeepsIt() throws LDAPException {
    String dn = person();
    lab.disableByHand(dn);
    Write write = write(account(dn), reset(NEW));
    Entry before = lab.raw(dn);
    byAgent(dn, NEW);
    // Else its state may come after the next password, and be taken for that one's.
    lab.awaitState(dn, before);
    lab.setPassword(dn, ANOTHER);
    assertThat(directory.whoWrote(write)).isInstanceOf(Authorship.SomebodyElse.class);
    lab.enableByHand(dn);
    assertThat(signIn(dn, ANOTHER)).isEqualTo(SignInResult.Kind.OK);
  }

  /** The server sets it once more then, and people must change it as before. */
  @Test
  void withoutAHistoryItIsProvedToo() throws LDAPException {
    String dn = person();
    lab.underPolicy(dn, lab.addPolicy(fresh("forgetful"), Duration.ofDays(90), true));
    lab.disableByHand(dn);
    Write write = write(account(dn), reset(NEW));
    byAgent(dn, NEW);
    lab.set(dn, "telephoneNumber", "+31 20 5550100"); // somebody else is its modifier now
    assertThat(directory.whoWrote(write)).isInstanceOf(Authorship.Ours.class);
    assertThat(lab.showsMustChange(dn)).isTrue();
    lab.enableByHand(dn);
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.MUST_CHANGE);
  }

  /**
   * The server is asked between the password and its state. Its state is held back by hand, until
   * the agent looks at it again; a machine that stands still meanwhile gets another try.
   */
  @Test
  void aStateThatComesLateIsNotTakenForNone() throws LDAPException {
    Authorship told = toldOfALateState();
    for (int more = 0; more < 4 && !(told instanceof Authorship.Ours); more++) {
      told = toldOfALateState();
    }
    assertThat(told).isInstanceOf(Authorship.Ours.class);
  }

  private Authorship toldOfALateState() throws LDAPException {
    String dn = person();
    Write write = write(account(dn), reset(NEW));
    Entry before = lab.raw(dn);
    byAgent(dn, NEW);
    lab.awaitState(dn, before);
    Entry after = lab.raw(dn);
    try (LDAPConnection agent = agent()) {
      agent.modify(dn, state(before));
      long start = searches() + 1; // this one's own
      CompletableFuture<Authorship> told =
          CompletableFuture.supplyAsync(() -> directory.whoWrote(write));
      for (int own = 0; searches() - start - own < 2 && !told.isDone(); own++) {
        Thread.onSpinWait();
      }
      agent.modify(dn, state(after));
      return told.join();
    }
  }

  private long searches() throws LDAPException {
    return lab.root()
        .getEntry("cn=snmp,cn=monitor", "searchops")
        .getAttributeValueAsLong("searchops");
  }

  private static List<Modification> state(Entry entry) {
    return Stream.of(Ds389Lab.CHANGED, Ds389Lab.EXPIRES)
        .map(a -> replace(a, entry.getAttributeValue(a)))
        .toList();
  }

  /** In a modification; the password modify operation looks at it for everybody. */
  @Test
  void aPasswordAdministratorIsSparedTheHistory() throws LDAPException {
    String plain = person();
    String spared = person();
    String policy = lab.addPolicy(fresh("remembering"), Duration.ofDays(90), true);
    lab.set(policy, "passwordHistory", "on");
    lab.set(policy, "passwordInHistory", "3");
    lab.underPolicy(spared, policy);
    byAgent(plain, NEW);
    byAgent(spared, NEW);
    byAgent(spared, NEW);
    assertThat(catchThrowableOfType(LDAPException.class, () -> byAgent(plain, NEW)).getResultCode())
        .isEqualTo(ResultCode.CONSTRAINT_VIOLATION);
    try (LDAPConnection agent = agent()) {
      assertThat(
              agent
                  .processExtendedOperation(new PasswordModifyExtendedRequest(spared, NEW, NEW))
                  .getResultCode())
          .isEqualTo(ResultCode.CONSTRAINT_VIOLATION);
    }
  }

  private void byAgent(String dn, String password) throws LDAPException {
    try (LDAPConnection agent = agent()) {
      agent.modify(dn, replace("userPassword", password));
    }
  }
}
