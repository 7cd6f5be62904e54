package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordPolicy;
import org.keyturn.agent.account.PolicyInForce;
import org.keyturn.agent.account.Secret;

/** What is told of an account's password, expiry and lock. */
abstract non-sealed class StateContract extends DirectoryContractTest {

  @Test
  void aPasswordExpiresItsMaximumAgeAfterItsChange() throws LDAPException {
    String dn = person("state");
    Account account = account(dn);
    Instant set = Instant.now().minus(Duration.ofDays(lab().has(Trait.AGE_CAN_BE_SET) ? 10 : 0));
    Instant end = account.state().expiry().end().orElseThrow();
    assertNear(end, set.plus(Duration.ofDays(90)));
    if (lab().has(Trait.EXPIRY_FOLLOWS_THE_CHANGE)) {
      assertThat(account.state().changedAt()).contains(end.minus(Duration.ofDays(90)));
    }
    assertThat(account.state().mustChange()).isFalse();
    assertThat(account.state().enabled()).isTrue();
    assertThat(account.state().lock()).isEqualTo(Lock.NONE);
    assertThat(account.policy().resolved().map(PasswordPolicy::dn))
        .isEqualTo(directory.defaultPolicy().map(PasswordPolicy::dn));
  }

  @Test
  void withoutAKnownDefaultNothingIsAssumed() throws LDAPException {
    String dn = person("nodefault");
    try (Directory other = Directories.open(Settings.of(settings()).defaultPolicy(null).make())) {
      Account account = account(other, dn);
      if (lab().has(Trait.DEFAULT_POLICY_IS_TOLD)) {
        observe(Fact.DEFAULT_POLICY, "told by the server");
        assertThat(account.policy()).isEqualTo(account(dn).policy());
        assertThat(other.defaultPolicy()).isEqualTo(directory.defaultPolicy());
        return;
      }
      observe(Fact.DEFAULT_POLICY, "named by the config");
      assertThat(account.policy())
          .isInstanceOfSatisfying(
              PolicyInForce.Unresolved.class,
              u -> assertThat(u.reason()).isEqualTo("policy-unknown"));
      assertThat(account.state().expiry()).isEqualTo(new Expiry.Unknown("policy-unknown"));
      assertThat(other.defaultPolicy()).isEmpty();
    }
  }

  @Test
  void aLockByFailuresEndsByItself() throws LDAPException {
    String dn = person("failures");
    lab().lockOut(dn);
    assertThat(account(dn).state().lock())
        .isInstanceOfSatisfying(
            Lock.Until.class, u -> assertNear(u.instant(), Instant.now().plusSeconds(900)));
    assertThat(account(dn).state().enabled()).isTrue();
  }

  private static void assertNear(Instant told, Instant expected) {
    assertThat(told).isBetween(expected.minusSeconds(60), expected.plusSeconds(60));
  }

  /** However somebody came into it; and whichever way the account is read. */
  @ParameterizedTest
  @EnumSource(Situation.class)
  void whatIsTheMatterWithSomebodyIsTold(Situation situation) throws LDAPException {
    if (!situation.canBe(lab())) {
      assertThat(account(person("fresh")).state()).matches(Situation.ORDINARY::isToldBy);
      return;
    }
    String tag = fresh("told");
    String dn = person("told", new Attribute("description", tag));
    situation.bring(lab(), dn);
    Account found = account(dn);
    assertThat(found.state()).matches(situation::isToldBy, situation.toString());
    assertThat(directory.read(found.id())).contains(found);
    assertThat(scan(filtered("(description=" + tag + ")"))).containsExactly(found);
  }

  static Stream<Arguments> everyAction() {
    return Stream.of(
        Arguments.of(reset(OLD, true), Situation.ORDINARY, Situation.MUST_CHANGE),
        Arguments.of(reset(OLD, false), Situation.MUST_CHANGE, Situation.ORDINARY),
        Arguments.of(flag(Action.FORCE_CHANGE), Situation.ORDINARY, Situation.MUST_CHANGE),
        Arguments.of(flag(Action.FORCE_CHANGE_OFF), Situation.MUST_CHANGE, Situation.ORDINARY),
        Arguments.of(flag(Action.EXPIRE), Situation.ORDINARY, Situation.EXPIRED),
        Arguments.of(flag(Action.NEVER_EXPIRE), Situation.ORDINARY, Situation.NEVER_EXPIRES),
        Arguments.of(flag(Action.NEVER_EXPIRE_OFF), Situation.NEVER_EXPIRES, Situation.ORDINARY),
        Arguments.of(flag(Action.UNLOCK), Situation.LOCKED_OUT, Situation.ORDINARY),
        Arguments.of(flag(Action.DISABLE), Situation.ORDINARY, Situation.DISABLED),
        Arguments.of(flag(Action.ENABLE), Situation.DISABLED, Situation.ORDINARY));
  }

  @ParameterizedTest(name = "{0}: {1} becomes {2}")
  @MethodSource("everyAction")
  void anActionLeavesWhatItSays(PasswordChange change, Situation before, Situation after)
      throws LDAPException {
    String dn = person(before);
    if (!isOffered(change)) {
      assertNotOffered(dn, change.action());
      assertThat(account(dn).state()).matches(before::isToldBy, before.toString());
      return;
    }
    assertApplied(apply(account(dn), change));
    assertThat(account(dn).state()).matches(after::isToldBy, after.toString());
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(after.kind());
    if (change.action() != Action.RESET) {
      assertThat(apply(account(dn), change)).isEqualTo(new WriteResult.AlreadySo());
      assertThat(account(dn).state()).matches(after::isToldBy, after.toString());
    }
  }

  /** The state foretells what the server does, in every odd form in which it may be stored. */
  @TestFactory
  Stream<DynamicTest> theStateForetellsTheSignIn() {
    return lab().oddStates().entrySet().stream()
        .map(odd -> DynamicTest.dynamicTest(odd.getKey(), () -> assertForetold(odd.getValue())));
  }

  private void assertForetold(DirectoryLab.OnPerson state) throws LDAPException {
    String dn = person("odd");
    state.bring(dn);
    Account account = account(dn);
    Instant now = Instant.now();
    boolean atTheEdge =
        account
            .state()
            .expiry()
            .end()
            .filter(end -> Duration.between(end, now).abs().toSeconds() < 5)
            .isPresent();
    SignInResult.Kind got = directory.signIn(dn, Secret.of(OLD)).kind();
    if (atTheEdge) {
      assertThat(got).isIn(SignInResult.Kind.OK, SignInResult.Kind.EXPIRED);
    } else if (account.state().expiry() instanceof Expiry.Unknown) {
      assertThat(got).isIn(Situation.foretold(account.state()), SignInResult.Kind.EXPIRED);
    } else if (!account.state().enabled()) {
      assertThat(got).isIn(SignInResult.Kind.DISABLED, SignInResult.Kind.ACCOUNT_EXPIRED);
    } else {
      assertThat(got).isEqualTo(Situation.foretold(account.state()));
    }
  }
}
