package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.AccountId;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.EntryVersion;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.PasswordChange;

/**
 * Who is under which policy: written to the account, or to the policy where it names its groups.
 */
abstract non-sealed class MembersContract extends DirectoryContractTest {

  private boolean byAccount() {
    return directory.namedBy(lab().policyNamed("no such policy")).isEmpty();
  }

  private static PasswordChange to(String policy) {
    return new PasswordChange.Assign(Optional.of(policy));
  }

  private static PasswordChange toDefault() {
    return new PasswordChange.Assign(Optional.empty());
  }

  private String inForce(String dn) {
    return account(dn).policy().resolved().map(p -> NormalDn.of(p.dn()).text()).orElse("none");
  }

  @Test
  void anAccountIsPutUnderAPolicyAndTakenBack() throws LDAPException {
    String dn = person("member");
    String usual = inForce(dn);
    String policy = lab().addPolicy(fresh("members"), Duration.ofDays(30), true);
    if (!byAccount()) {
      assertRejected(apply(account(dn), to(policy)), "policy-by-group");
      lab().deletePolicy(policy);
      return;
    }
    Account before = account(dn);
    EntryVersion left = assertApplied(apply(before, to(policy))).after();
    assertThat(inForce(dn)).isEqualTo(NormalDn.of(policy).text());
    assertThat(apply(account(dn), to(policy))).isEqualTo(new WriteResult.AlreadySo());
    assertThat(apply(before, toDefault())).isNotInstanceOf(WriteResult.Applied.class);

    List<AccountId> under = new ArrayList<>();
    directory.scan(Scope.all().with(new Due.Under(policy)), a -> under.add(a.id()));
    assertThat(under).contains(before.id());

    PasswordChange.PutBack back = new PasswordChange.PutBack(Action.SYNC, before.version());
    assertThat(directory.reversal(back, Optional.of(left), account(dn).version()))
        .isInstanceOf(Reversal.Possible.class);
    assertApplied(apply(account(dn), back));
    assertThat(inForce(dn)).isEqualTo(usual);

    assertApplied(apply(account(dn), to(policy)));
    assertApplied(apply(account(dn), toDefault()));
    assertThat(inForce(dn)).isEqualTo(usual);
    lab().delete(dn);
    lab().deletePolicy(policy);
  }

  @Test
  void whoWasExemptedByHandExpiresAgain() throws LDAPException {
    String dn = person("exempt");
    lab().neverExpireByHand(dn);
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Never());
    assertApplied(apply(account(dn), toDefault()));
    assertThat(account(dn).state().expiry()).isNotEqualTo(new Expiry.Never());
    assertThat(apply(account(dn), toDefault())).isEqualTo(new WriteResult.AlreadySo());
    assertThat(bindAs(dn, OLD).intValue()).isLessThan(80);
  }

  @Test
  void aPolicyThatNamesItsGroupsTakesOneOrSaysWhyNot() throws LDAPException {
    if (byAccount()) {
      return;
    }
    String dn = person("bygroup");
    String group = group("under", dn);
    String policy = lab().addPolicy(fresh("bygroup"), Duration.ofDays(30), true);
    WriteResult result =
        directory.writePolicy(
            new PolicySettings(
                policy, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(group)));
    if (result instanceof WriteResult.Rejected rejected) {
      assertThat(rejected.detail()).isNotBlank();
      assertThat(rejected.reason()).isEqualTo("insufficient-access");
    } else {
      assertApplied(result);
      assertThat(directory.namedBy(policy).orElseThrow())
          .singleElement()
          .satisfies(g -> assertThat(NormalDn.of(g)).isEqualTo(NormalDn.of(group)));
    }
    lab().deletePolicy(policy);
  }

  @Test
  void theMembersOfAGroupAreToldWithThoseOfNestedGroups() throws LDAPException {
    String inner = person("inner");
    String outer = person("outer");
    String nested = group("nested", inner);
    assertThat(directory.membersOf(group("holds", outer, nested)))
        .contains(NormalDn.of(inner), NormalDn.of(outer));
  }
}
