package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.PasswordChange;

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

  @Test
  void anEntryThatIsGoneIsSaidSo() throws LDAPException {
    String dn = person("gone");
    Account planned = account(dn);
    lab().delete(dn);
    assertStale(apply(planned, Action.FORCE_CHANGE), "gone");
    assertStale(apply(planned, reset(NEW, true)), "gone");
    assertThat(directory.read(planned.id())).isEmpty();
  }

  @Test
  void anotherEntryUnderTheSameNameIsNotMeant() throws LDAPException {
    String dn = person("recreated");
    Account planned = account(dn);
    Entry old = lab().raw(dn);
    lab().delete(dn);
    lab().addPerson(lab().naming(planned.login()), planned.login());
    lab().ageLike(dn, old);
    assertStale(apply(planned, Action.FORCE_CHANGE), "replaced");
    assertStale(apply(planned, Action.DISABLE), "replaced");
    assertStale(apply(planned, reset(NEW, true)), "replaced");
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void anEntryThatMovedIsSaidSoAndFoundAgain() throws LDAPException {
    String dn = person("moved");
    Account planned = account(dn);
    String moved = lab().rename(dn, fresh("movedaway"));
    assertStale(apply(planned, Action.FORCE_CHANGE), "moved");
    assertThat(directory.read(planned.id()).map(a -> NormalDn.of(a.dn())))
        .contains(NormalDn.of(moved));
  }

  @Test
  void theVersionAfterAWriteGuardsTheNext() throws LDAPException {
    String dn = person("chain");
    Account account = account(dn);
    WriteResult.Applied first = assertApplied(apply(account, reset(NEW, true)));
    WriteResult second =
        directory.apply(
            new Write(
                account.id(),
                account.dn(),
                first.after(),
                new PasswordChange.Flag(Action.DISABLE)));
    WriteResult.Applied disabled = assertApplied(second);
    assertApplied(
        directory.apply(
            new Write(
                account.id(),
                account.dn(),
                disabled.after(),
                new PasswordChange.Flag(Action.ENABLE))));
  }
}
