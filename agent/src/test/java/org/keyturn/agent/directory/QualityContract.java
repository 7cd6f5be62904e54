package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;
import org.keyturn.agent.password.PasswordContext;
import org.keyturn.agent.password.PasswordGenerator;
import org.keyturn.agent.password.PasswordSettings;

/** The server's own rules for passwords, where they are stricter than most. */
abstract non-sealed class QualityContract extends DirectoryContractTest {

  private static final String SHORT = "Sh0rt-pw-1";

  private String demandedOf(String name) throws LDAPException {
    String dn = person(name);
    lab().underPolicy(dn, lab().addDemandingPolicy(fresh("demanding")));
    return dn;
  }

  @Test
  void aGeneratedPasswordIsTaken() throws LDAPException {
    String dn = demandedOf("generated");
    Account account = account(dn);
    PasswordGenerator generator = new PasswordGenerator(PasswordSettings.DEFAULT);
    try (Secret password = generator.generate(PasswordContext.of(account))) {
      assertApplied(apply(account, new PasswordChange.Reset(password, true)));
      assertThat(directory.signIn(dn, password).kind()).isEqualTo(SignInResult.Kind.MUST_CHANGE);
    }
  }

  /** Another one is tried where the reason says that it is about the password. */
  @Test
  void aPasswordThatIsTooShortIsRefusedAsAPasswordOrTheServerSparesAdministrators()
      throws LDAPException {
    String dn = demandedOf("short");
    Account before = account(dn);
    judged(apply(before, reset(SHORT, false)), Trait.JUDGES_RESETS, SHORT);
    if (lab().has(Trait.JUDGES_RESETS)) {
      assertThat(account(dn).version()).as("nothing is half done").isEqualTo(before.version());
      assertThat(bindAs(dn, SHORT)).isNotEqualTo(ResultCode.SUCCESS);
      assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
      assertApplied(apply(account(dn), reset("Long-enough-passw0rd-2", false)));
      assertThat(bindAs(dn, "Long-enough-passw0rd-2")).isEqualTo(ResultCode.SUCCESS);
    }
  }

  @Test
  void aPasswordThatWasHadBeforeIsRefusedAsAPasswordOrTheServerSparesAdministrators()
      throws LDAPException {
    String dn = demandedOf("remembered");
    String had = "Had-before-passw0rd-1";
    assertApplied(apply(account(dn), reset(had, false)));
    assertApplied(apply(account(dn), reset("Another-passw0rd-2", false)));
    String then = lab().has(Trait.REMEMBERS_AT_RESETS) ? "Another-passw0rd-2" : had;
    judged(apply(account(dn), reset(had, false)), Trait.REMEMBERS_AT_RESETS, had);
    assertThat(bindAs(dn, then)).isEqualTo(ResultCode.SUCCESS);
  }

  private void judged(WriteResult result, Trait refusal, String password) {
    if (!lab().has(refusal)) {
      assertApplied(result);
      return;
    }
    assertThat(result)
        .isInstanceOfSatisfying(
            WriteResult.Rejected.class,
            r -> {
              assertThat(r.reason()).isEqualTo(WriteResult.PASSWORD_REFUSED + "policy");
              assertThat(r.detail()).as("why").isNotBlank().doesNotContain(password);
            });
  }
}
