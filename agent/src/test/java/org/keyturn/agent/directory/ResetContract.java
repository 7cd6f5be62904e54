package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Secret;

/** A new password, and what the person can do with it. */
abstract non-sealed class ResetContract extends DirectoryContractTest {

  @Test
  void aResetSetsThePasswordAndMustChange() throws LDAPException {
    String dn = person("reset");
    Account account = account(dn);
    assertApplied(apply(account, reset(NEW, true)));
    assertThat(raw(dn).getAttributeValue("pwdReset")).isEqualTo("TRUE");
    assertThat(raw(dn).getAttributeValue("userPassword")).startsWith("{");
    assertThat(directory.signIn(dn, Secret.of(NEW)).kind())
        .isEqualTo(SignInResult.Kind.MUST_CHANGE);
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind())
        .isEqualTo(SignInResult.Kind.BAD_CREDENTIALS);
    assertThat(account(dn).state().changedAt())
        .hasValueSatisfying(t -> assertThat(t).isAfter(Instant.now().minusSeconds(60)));
  }

  @Test
  void aResetWithoutMustChangeLetsThePersonIn() throws LDAPException {
    String dn = person("plainreset");
    assertApplied(apply(account(dn), reset(NEW, false)));
    assertThat(raw(dn).getAttributeValue("pwdReset")).isNotEqualTo("TRUE");
    assertThat(directory.signIn(dn, Secret.of(NEW)).kind()).isEqualTo(SignInResult.Kind.OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain-Passw0rd",
        " leading and trailing ",
        "Ümläut-ß-漢字-😀",
        "quote\"'\\,;=+",
        "{SSHA}looks-like-a-hash?",
        "tab\tinside-1A"
      })
  void aPasswordIsTakenAsItIs(String password) throws LDAPException {
    String dn = person("as");
    WriteResult result = apply(account(dn), reset(password, false));
    if (password.startsWith("{")) { // a server may take it for a hash; then nobody could sign in
      return;
    }
    assertApplied(result);
    assertThat(bindAs(dn, password)).isEqualTo(ResultCode.SUCCESS);
  }

  @Test
  void afterAResetNothingIsAllowedButTheOwnChange() throws LDAPException {
    String dn = person("own");
    assertApplied(apply(account(dn), reset(NEW, true)));
    try (LDAPConnection person = new LDAPConnection("127.0.0.1", lab().port(), dn, NEW)) {
      assertThatThrownBy(() -> person.search(dn, SearchScope.BASE, "(objectClass=*)", "cn"))
          .isInstanceOfSatisfying(
              LDAPException.class,
              e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS));
      person.modify(
          dn, new Modification(ModificationType.REPLACE, "userPassword", "Chosen-passw0rd-3"));
    }
    assertThat(directory.signIn(dn, Secret.of("Chosen-passw0rd-3")).kind())
        .isEqualTo(SignInResult.Kind.OK);
    assertThat(account(dn).state().mustChange()).isFalse();
  }
}
