package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.PasswordChange.PutBack;

/** A flag is taken back: the entry has what it had before, or the server is known to refuse it. */
abstract non-sealed class UndoContract extends DirectoryContractTest {

  /** What moves with every change of an entry. */
  private static final Set<String> STAMPS = Set.of("entryCSN", "entryusn", "etag", "uSNChanged");

  @ParameterizedTest
  @EnumSource(names = {"FORCE_CHANGE", "EXPIRE", "NEVER_EXPIRE", "DISABLE"})
  void whatAFlagWroteGoesBackToTheByte(Action action) throws LDAPException {
    String dn = person("undo");
    if (!directory.info().actions().contains(action)) {
      assertNotOffered(dn, action);
      return;
    }
    Account before = account(dn);
    EntryVersion left = assertApplied(apply(before, action)).after();
    PutBack back = new PutBack(action, before.version());
    if (action == Action.FORCE_CHANGE && !lab().has(Trait.MUST_CHANGE_KEEPS_THE_AGE)) {
      assertImpossible(dn, back, left);
      assertThat(lab().showsMustChange(dn)).isTrue();
      return;
    }
    assertThat(reversal(dn, back, left)).isInstanceOf(Reversal.Possible.class);
    assertApplied(apply(account(dn), back));
    assertThat(flags(account(dn))).isEqualTo(flags(before));
    assertThat(account(dn).state()).isEqualTo(before.state());
    assertThat(reversal(dn, back, left)).isEqualTo(new Reversal.AsBefore());
    assertThat(apply(account(dn), back)).isEqualTo(new WriteResult.AlreadySo());
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void aFlagThatWasTakenAwayComesBack() throws LDAPException {
    String dn = person("again");
    assertApplied(apply(account(dn), Action.DISABLE));
    Account disabled = account(dn);
    EntryVersion left = assertApplied(apply(disabled, Action.ENABLE)).after();
    PutBack back = new PutBack(Action.ENABLE, disabled.version());
    assertThat(reversal(dn, back, left)).isInstanceOf(Reversal.Possible.class);
    assertApplied(apply(account(dn), back));
    assertThat(flags(account(dn))).isEqualTo(flags(disabled));
    assertThat(bindAs(dn, OLD)).isNotEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void aLockComesBackWhereTheServerLetsAnybodyWriteOne() throws LDAPException {
    String dn = person("relock");
    lab().lockOut(dn);
    Account locked = account(dn);
    EntryVersion left = assertApplied(apply(locked, Action.UNLOCK)).after();
    PutBack back = new PutBack(Action.UNLOCK, locked.version());
    if (!lab().has(Trait.LOCK_CAN_BE_PUT_BACK)) {
      assertImpossible(dn, back, left);
      assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
      return;
    }
    assertThat(reversal(dn, back, left)).isInstanceOf(Reversal.Possible.class);
    assertApplied(apply(account(dn), back));
    assertThat(flags(account(dn))).isEqualTo(flags(locked));
    assertThat(bindAs(dn, OLD)).isNotEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void whoeverChangedTheirPasswordSinceIsLeftAlone() throws LDAPException {
    String dn = person("moved");
    Account before = account(dn);
    EntryVersion left = assertApplied(apply(before, Action.FORCE_CHANGE)).after();
    Account seen = account(dn);
    changeOwn(dn, OLD, "Chosen-passw0rd-3");
    EntryVersion chosen = account(dn).version();
    PutBack back = new PutBack(Action.FORCE_CHANGE, before.version());
    assertThat(reversal(dn, back, left))
        .isInstanceOf(
            lab().has(Trait.MUST_CHANGE_KEEPS_THE_AGE)
                ? Reversal.ChangedSince.class
                : Reversal.Impossible.class);
    assertThat(apply(seen, back)).isNotInstanceOf(WriteResult.Applied.class);
    assertThat(account(dn).version()).isEqualTo(chosen);
  }

  @Test
  void withoutWhatWasLeftTheFlagItselfMustStand() throws LDAPException {
    String dn = person("older");
    Account before = account(dn);
    assertApplied(apply(before, Action.DISABLE));
    PutBack back = new PutBack(Action.DISABLE, before.version());
    assertThat(directory.reversal(back, Optional.empty(), account(dn).version()))
        .isInstanceOf(Reversal.Possible.class);
    lab().enableByHand(dn);
    assertThat(directory.reversal(back, Optional.empty(), account(dn).version()))
        .isEqualTo(new Reversal.AsBefore());
  }

  @Test
  void anUndoWithoutAnAnswerIsKnownForOurs() throws LDAPException {
    String dn = person("lost");
    Account before = account(dn);
    assertApplied(apply(before, Action.DISABLE));
    Account disabled = account(dn);
    PutBack back = new PutBack(Action.DISABLE, before.version());
    assertThat(directory.whoWrote(write(disabled, back))).isInstanceOf(Authorship.Untouched.class);
    assertApplied(apply(disabled, back));
    assertThat(directory.whoWrote(write(disabled, back))).isInstanceOf(Authorship.Ours.class);
  }

  private Reversal reversal(String dn, PutBack back, EntryVersion left) {
    return directory.reversal(back, Optional.of(left), account(dn).version());
  }

  private void assertImpossible(String dn, PutBack back, EntryVersion left) {
    assertThat(reversal(dn, back, left))
        .isInstanceOfSatisfying(
            Reversal.Impossible.class, i -> assertThat(i.detail()).as("why").isNotBlank());
    assertRejected(apply(account(dn), back), "not-undoable");
  }

  private static SortedMap<String, String> flags(Account account) {
    SortedMap<String, String> flags = new TreeMap<>(account.version().attributes());
    flags.keySet().removeAll(STAMPS);
    return flags;
  }
}
