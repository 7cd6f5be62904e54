package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.PasswordState;

/** A write that was planned on what is no longer so changes nothing. */
abstract non-sealed class GuardContract extends DirectoryContractTest {

  static Stream<PasswordChange> passwordChanges() {
    return Stream.of(
        reset(NEW, true),
        new PasswordChange.Flag(Action.FORCE_CHANGE),
        new PasswordChange.Flag(Action.EXPIRE));
  }

  @ParameterizedTest
  @MethodSource("passwordChanges")
  void whoeverChangedTheirOwnPasswordSinceIsLeftAlone(PasswordChange change) throws LDAPException {
    String dn = person("faster");
    Account planned = account(dn);
    changeOwn(dn, OLD, "Chosen-passw0rd-3");
    if (!directory.info().actions().contains(change.action())) {
      assertNotOffered(dn, change.action());
      return;
    }
    assertThat(apply(planned, change))
        .isInstanceOfSatisfying(
            WriteResult.Stale.class, s -> assertThat(s.reason()).isEqualTo("changed-since-plan"));
    assertThat(bindAs(dn, "Chosen-passw0rd-3")).isEqualTo(ResultCode.SUCCESS);
    assertThat(lab().showsMustChange(dn)).isFalse();
  }

  @Test
  void twoChangesWithinOneSecondAreToldApart() throws LDAPException {
    String dn = person("second");
    for (int i = 0; i < 5; i++) {
      changeOwn(dn, i == 0 ? OLD : "Chosen-passw0rd-" + (i - 1), "Chosen-passw0rd-" + i);
      Account planned = account(dn);
      assertApplied(apply(planned, reset("Chosen-passw0rd-x" + i, false)));
      assertThat(apply(planned, reset(NEW, true))).isInstanceOf(WriteResult.Stale.class);
      assertApplied(apply(account(dn), reset("Chosen-passw0rd-" + i, false)));
    }
  }

  @Test
  void whatHasNothingToDoWithPasswordsDoesNotHinder() throws LDAPException {
    String dn = person("phone");
    Account planned = account(dn);
    replace(dn, "telephoneNumber", "+31 20 1234567");
    bindAs(dn, OLD);
    assertApplied(apply(planned, reset(NEW, true)));
  }

  @ParameterizedTest
  @MethodSource("everyChange")
  void anEntryThatIsGoneIsSaidSo(PasswordChange change) throws LDAPException {
    String dn = person("gone");
    Account planned = account(dn);
    lab().delete(dn);
    assertNothingDone(apply(planned, change), change, "gone");
    assertThat(directory.read(planned.id())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyChange")
  void anotherEntryUnderTheSameNameIsNotMeant(PasswordChange change) throws LDAPException {
    String dn = person("recreated");
    Account planned = account(dn);
    Entry old = lab().raw(dn);
    lab().delete(dn);
    lab().addPerson(lab().naming(planned.login()), planned.login());
    lab().ageLike(dn, old);
    PasswordState before = account(dn).state();
    assertNothingDone(apply(planned, change), change, "replaced");
    assertThat(account(dn).state()).isEqualTo(before);
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
  }

  @ParameterizedTest
  @MethodSource("everyChange")
  void anEntryThatMovedIsSaidSoAndFoundAgain(PasswordChange change) throws LDAPException {
    String dn = person("moved");
    Account planned = account(dn);
    String moved = lab().rename(dn, fresh("movedaway"));
    assertNothingDone(apply(planned, change), change, "moved");
    assertThat(directory.read(planned.id()).map(a -> NormalDn.of(a.dn())))
        .contains(NormalDn.of(moved));
    assertThat(bindAs(moved, OLD)).isEqualTo(ResultCode.SUCCESS);
  }

  private void assertNothingDone(WriteResult result, PasswordChange change, String reason) {
    if (isOffered(change)) {
      assertStale(result, reason);
    } else {
      assertThat(result).isInstanceOfAny(WriteResult.Rejected.class, WriteResult.Stale.class);
    }
  }

  static Stream<Arguments> fasterHands() {
    return Stream.of(
        Arguments.of(Action.FORCE_CHANGE, Situation.MUST_CHANGE),
        Arguments.of(Action.NEVER_EXPIRE, Situation.NEVER_EXPIRES),
        Arguments.of(Action.DISABLE, Situation.DISABLED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fasterHands")
  void whatAnotherAdministratorDidMeanwhileIsNotClaimed(Action action, Situation meanwhile)
      throws LDAPException {
    String dn = person("twice");
    Account planned = account(dn);
    meanwhile.bring(lab(), dn);
    assertThat(apply(planned, action))
        .isInstanceOfAny(WriteResult.AlreadySo.class, WriteResult.Stale.class);
    assertThat(account(dn).state()).matches(meanwhile::isToldBy, meanwhile.toString());
  }

  /** What a write says of the entry afterwards is what the next one can be guarded with. */
  @ParameterizedTest
  @MethodSource("everyChange")
  void theVersionAfterAWriteGuardsTheNext(PasswordChange change) throws LDAPException {
    String dn = person("chain");
    Account account = account(dn);
    WriteResult first = apply(account, change);
    if (first instanceof WriteResult.Applied applied) {
      PasswordChange next =
          change.action() == Action.RESET
              ? flag(Action.DISABLE)
              // whoever never expires cannot be made to change it on every server
              : reset("Next-passw0rd-8", change.action() != Action.NEVER_EXPIRE);
      assertApplied(directory.apply(new Write(account.id(), account.dn(), applied.after(), next)));
      assertThat(apply(account, reset(NEW, true)))
          .as("and the version before does not")
          .isInstanceOf(WriteResult.Stale.class);
    } else if (isOffered(change)) {
      assertThat(first).isEqualTo(new WriteResult.AlreadySo());
    } else {
      assertNotOffered(dn, change.action());
    }
  }
}
