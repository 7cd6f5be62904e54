package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;

/** Who wrote it, after a write whose answer was lost. */
abstract non-sealed class AuthorshipContract extends DirectoryContractTest {

  @Test
  void aWriteThatNeverHappenedLeftNoTrace() throws LDAPException {
    String dn = person("untouched");
    Account account = account(dn);
    assertThat(directory.whoWrote(write(account, reset(NEW, true))))
        .isInstanceOf(Authorship.Untouched.class);
    assertThat(directory.whoWrote(write(account, flag(Action.DISABLE))))
        .isInstanceOf(Authorship.Untouched.class);
    assertThat(directory.whoWrote(write(account, flag(Action.FORCE_CHANGE))))
        .isInstanceOf(Authorship.Untouched.class);
  }

  @Test
  void aResetIsKnownForOursEvenAfterASignIn() throws LDAPException {
    String dn = person("ours");
    Account account = account(dn);
    assertApplied(apply(account, reset(NEW, true)));
    assertThat(directory.whoWrote(write(account, reset(NEW, true))))
        .isInstanceOf(Authorship.Ours.class);
    bindAs(dn, "wrong");
    bindAs(dn, NEW);
    assertThat(directory.whoWrote(write(account, reset(NEW, true))))
        .isInstanceOf(Authorship.Ours.class);
  }

  @Test
  void aFlagIsKnownForOurs() throws LDAPException {
    Account account = account(person("flag"));
    assertApplied(apply(account, Action.FORCE_CHANGE));
    assertThat(directory.whoWrote(write(account, flag(Action.FORCE_CHANGE))))
        .isInstanceOf(Authorship.Ours.class);
  }

  @Test
  void theOwnChangeOfAPersonIsNotOurs() throws LDAPException {
    String dn = person("theirs");
    Account account = account(dn);
    changeOwn(dn, OLD, "Chosen-passw0rd-3");
    assertThat(directory.whoWrote(write(account, reset(NEW, true))))
        .isInstanceOf(Authorship.SomebodyElse.class);
    bindAs(dn, "wrong");
    assertThat(directory.whoWrote(write(account, reset(NEW, true))))
        .isInstanceOf(Authorship.SomebodyElse.class);
  }

  @Test
  void anotherAdministratorsResetIsNotOurs() throws LDAPException {
    String dn = person("admins");
    Account account = account(dn);
    lab().setPassword(dn, "Admin-passw0rd-9");
    lab().makeMustChange(dn);
    assertThat(directory.whoWrote(write(account, reset(NEW, true))))
        .isInstanceOf(Authorship.SomebodyElse.class);
  }

  @Test
  void ofAnEntryThatIsGoneThereIsNoAuthor() throws LDAPException {
    String dn = person("ghost");
    Account account = account(dn);
    lab().delete(dn);
    assertThat(directory.whoWrote(write(account, reset(NEW, true))))
        .isInstanceOf(Authorship.Gone.class);
  }
}
