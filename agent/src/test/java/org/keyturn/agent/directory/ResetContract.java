package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
    String stored = lab().storedPassword(dn).orElse("{hidden}");
    assertThat(stored).as("hashed").startsWith("{");
    observe(Fact.STORED, stored.substring(0, stored.indexOf('}') + 1));
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
            .isInstanceOfSatisfying(
                LDAPException.class,
                e -> observe(Fact.CONFINED, "nothing: " + e.getResultCode().intValue()));
      }
    } else {
      assertThat(bindAs(dn, NEW)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
      observe(Fact.CONFINED, "not even sign in");
    }
    changeOwn(dn, NEW, "Chosen-passw0rd-3");
    assertThat(directory.signIn(dn, Secret.of("Chosen-passw0rd-3")).kind())
        .isEqualTo(SignInResult.Kind.OK);
    assertThat(account(dn).state().mustChange()).isFalse();
  }

  /** Whatever else is the matter stays or goes as the server has it; and the state tells which. */
  @ParameterizedTest
  @EnumSource(Situation.class)
  void aResetInAnySituationIsToldAsTheServerTakesIt(Situation situation) throws LDAPException {
    if (!situation.canBe(lab())) {
      observe(Fact.RESET_EXPIRED, "only time ages a password");
      assertApplied(apply(account(person("fresh")), reset(NEW, true)));
      return;
    }
    String dn = person(situation);
    WriteResult result = apply(account(dn), reset(NEW, true));
    SignInResult.Kind got;
    if (result instanceof WriteResult.Rejected rejected) {
      got = directory.signIn(dn, Secret.of(OLD)).kind();
      assertThat(got).as("nothing has happened").isEqualTo(situation.kind());
      observe(situation, "refused: " + rejected.reason());
    } else {
      assertApplied(result);
      got = directory.signIn(dn, Secret.of(NEW)).kind();
      observe(situation, "leaves: " + got.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    assertThat(got).isEqualTo(Situation.foretold(account(dn).state()));
  }

  private void observe(Situation situation, String what) {
    switch (situation) {
      case LOCKED_OUT -> observe(Fact.RESET_LOCKED_OUT, what);
      case EXPIRED -> observe(Fact.RESET_EXPIRED, what);
      case DISABLED -> observe(Fact.RESET_DISABLED, what);
      case NEVER_EXPIRES -> observe(Fact.RESET_NEVER_EXPIRES, what);
      default -> {} // no server does anything else there
    }
  }

  @Test
  void timesAreKeptAsFinelyAsTheServerDoes() throws LDAPException {
    String dn = person("fine");
    boolean fraction = false;
    for (int i = 0; i < 4; i++) {
      assertApplied(apply(account(dn), reset("Another-passw0rd-" + i, false)));
      fraction |= account(dn).state().changedAt().orElseThrow().getNano() > 0;
    }
    observe(Fact.GRANULARITY, fraction ? "fraction of a second" : "second");
  }
}
