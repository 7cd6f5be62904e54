package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Secret;

/** Leaving, and coming back: where an account stands, and which groups name it. */
abstract non-sealed class PlacementContract extends DirectoryContractTest {

  @Test
  void theGroupsThatNameAnAccountAreFound() throws LDAPException {
    String dn = person("member");
    String other = person("other");
    String first = group("first", dn, other);
    String second = lab().addOtherGroup(fresh("second"), dn);
    group("third", other);
    assertThat(directory.placement().membershipsOf(account(dn)))
        .extracting(m -> NormalDn.of(m.group()))
        .containsExactlyInAnyOrder(NormalDn.of(first), NormalDn.of(second));
  }

  @Test
  void aNameThatLooksLikeAnOptionalUidIsFoundInItsGroups() throws LDAPException {
    String login = fresh("a#b");
    String dn = lab().addPerson(lab().naming("#" + login), login);
    String first = group("sharp", dn, person("other"));
    String second = lab().addOtherGroup(fresh("sharp"), DnText.withoutSharps(dn));
    assertThat(directory.placement().membershipsOf(account(dn)))
        .extracting(m -> NormalDn.of(m.group()))
        .containsExactlyInAnyOrder(NormalDn.of(first), NormalDn.of(second));
  }

  @Test
  void aMemberLeavesAndComesBack() throws LDAPException {
    String dn = person("leaver");
    group("staff", dn, person("stays"));
    Membership membership = directory.placement().membershipsOf(account(dn)).get(0);
    assertApplied(directory.placement().leave(membership));
    assertThat(directory.placement().membershipsOf(account(dn))).isEmpty();
    assertThat(directory.placement().leave(membership)).isEqualTo(new WriteResult.AlreadySo());
    assertApplied(directory.placement().join(membership));
    assertThat(directory.placement().membershipsOf(account(dn))).containsExactly(membership);
    assertThat(directory.placement().join(membership)).isEqualTo(new WriteResult.AlreadySo());
  }

  @Test
  void aGroupThatIsGoneIsSaidSo() throws LDAPException {
    String dn = person("orphan");
    String group = group("fleeting", dn, person("stays"));
    Membership membership = directory.placement().membershipsOf(account(dn)).get(0);
    lab().delete(group);
    assertStale(directory.placement().leave(membership), "group-gone");
    assertStale(directory.placement().join(membership), "group-gone");
  }

  @Test
  void anAccountIsMovedAwayAndBack() throws LDAPException {
    String dn = person("former");
    Account account = account(dn);
    assertApplied(apply(account, Action.DISABLE));
    assertApplied(directory.placement().move(account.id(), dn, lab().former()));
    String away = new DN(new DN(dn).getRDN(), new DN(lab().former())).toString();
    assertThat(directory.read(account.id()).map(a -> NormalDn.of(a.dn())))
        .contains(NormalDn.of(away));
    assertThat(lab().identity(away)).as("the identity stays").isEqualTo(account.id().value());
    assertThat(lab().bindAs(away, OLD)).isNotEqualTo(ResultCode.SUCCESS);
    assertThat(directory.placement().move(account.id(), dn, lab().former()))
        .isEqualTo(new WriteResult.AlreadySo());
    assertApplied(directory.placement().move(account.id(), away, lab().people()));
    assertApplied(apply(account(dn), Action.ENABLE));
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.OK);
  }

  @Test
  void aTakenNameAndAMissingParentAreRefused() throws LDAPException {
    String dn = person("taken");
    Account account = account(dn);
    RDN name = new DN(dn).getRDN();
    String blocker = new DN(name, new DN(lab().former())).toString();
    String second = person("blocker");
    Account blocking = account(second);
    assertApplied(directory.placement().move(blocking.id(), second, lab().former()));
    String at = new DN(new DN(second).getRDN(), new DN(lab().former())).toString();
    lab().root().modifyDN(at, name.toString(), true);
    assertRejected(directory.placement().move(account.id(), dn, lab().former()), "name-taken");
    assertRejected(
        directory.placement().move(account.id(), dn, "ou=nowhere," + lab().people()),
        "no-such-parent");
    assertThat(directory.read(account.id())).isPresent();
    lab().delete(blocker);
  }

  @Test
  void whoIsElsewhereByNowIsNotMoved() throws LDAPException {
    String dn = person("elsewhere");
    Account account = account(dn);
    lab().rename(dn, fresh("elsewhere-now"));
    assertStale(directory.placement().move(account.id(), dn, lab().former()), "moved");
    Account gone = account(person("gone"));
    lab().delete(gone.dn());
    assertStale(directory.placement().move(gone.id(), gone.dn(), lab().former()), "gone");
  }
}
