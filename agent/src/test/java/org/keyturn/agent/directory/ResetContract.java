package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
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
    assertThat(lab().showsMustChange(dn)).isTrue();
    assertThat(lab().storedPassword(dn).orElse("{hidden}")).as("hashed").startsWith("{");
    assertThat(directory.signIn(dn, Secret.of(NEW)).kind())
        .isEqualTo(SignInResult.Kind.MUST_CHANGE);
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind())
        .isEqualTo(SignInResult.Kind.BAD_CREDENTIALS);
    if (lab().has(Trait.MUST_CHANGE_KEEPS_THE_AGE)) {
      assertThat(account(dn).state().changedAt())
          .hasValueSatisfying(t -> assertThat(t).isAfter(Instant.now().minusSeconds(60)));
    } else {
      assertThat(account(dn).state().changedAt()).isEmpty();
    }
  }

  @Test
  void aResetWithoutMustChangeLetsThePersonIn() throws LDAPException {
    String dn = person("plainreset");
    assertApplied(apply(account(dn), reset(NEW, false)));
    assertThat(lab().showsMustChange(dn)).isFalse();
    assertThat(directory.signIn(dn, Secret.of(NEW)).kind()).isEqualTo(SignInResult.Kind.OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain-Passw0rd",
        " Leading and trailing 1 ",
        "Ümläut-ß-漢字-😀",
        "Quote1\"'\\,;=+",
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
    if (lab().has(Trait.MUST_CHANGE_CAN_BIND)) {
      try (LDAPConnection person = lab().connect()) {
        person.bind(dn, NEW);
        assertThatThrownBy(() -> person.search(dn, SearchScope.BASE, "(objectClass=*)", "cn"))
            .isInstanceOf(LDAPException.class);
      }
    } else {
      assertThat(bindAs(dn, NEW)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
    }
    changeOwn(dn, NEW, "Chosen-passw0rd-3");
    assertThat(directory.signIn(dn, Secret.of("Chosen-passw0rd-3")).kind())
        .isEqualTo(SignInResult.Kind.OK);
    assertThat(account(dn).state().mustChange()).isFalse();
  }
}
