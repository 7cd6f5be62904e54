package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Expiry;

/** Dates that are none, and what outlasts what. */
abstract class Ds389DateTraps extends Ds389Traps {

  @Test
  void theSpecialDatesAreNoDates() throws LDAPException {
    String dn = person();
    lab.set(dn, Ds389Lab.EXPIRES, Ds389Lab.AT_ONCE);
    assertThat(account(dn).state().mustChange()).isTrue();
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Unknown("must-change"));
    lab.set(dn, Ds389Lab.EXPIRES, Ds389Lab.NEVER);
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Never());
    lab.set(dn, Ds389Lab.EXPIRES, Ds389Lab.NOT_YET);
    lab.set(dn, "passwordExpWarned");
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Unknown("starts-at-sign-in"));
    assertThat(signIn(dn, OLD)).isEqualTo(SignInResult.Kind.OK);
    assertThat(account(dn).state().expiry().end())
        .as("now, and the time to be warned")
        .hasValueSatisfying(
            end ->
                assertThat(Duration.between(Instant.now(), end))
                    .isBetween(Duration.ofDays(13), Duration.ofDays(15)));
    lab.set(dn, Ds389Lab.EXPIRES);
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Unknown("starts-at-sign-in"));
  }

  @Test
  void neverExpiresOutlastsAResetAndTheOwnChange() throws LDAPException {
    String dn = person();
    assertThat(apply(dn, flag(Action.NEVER_EXPIRE))).isInstanceOf(WriteResult.Applied.class);
    assertThat(apply(dn, reset(NEW))).isInstanceOf(WriteResult.Applied.class);
    assertThat(signIn(dn, NEW)).isEqualTo(SignInResult.Kind.MUST_CHANGE);
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Never());
    lab.changeOwn(dn, NEW, "Chosen-passw0rd-3");
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Never());
    assertThat(account(dn).state().mustChange()).isFalse();
  }

  @Test
  void aForcedChangeIsTakenBack() throws LDAPException {
    String dn = person();
    Expiry before = account(dn).state().expiry();
    assertThat(apply(dn, flag(Action.FORCE_CHANGE))).isInstanceOf(WriteResult.Applied.class);
    assertThat(apply(dn, flag(Action.FORCE_CHANGE_OFF))).isInstanceOf(WriteResult.Applied.class);
    assertThat(account(dn).state().expiry()).isEqualTo(before);
    assertThat(signIn(dn, OLD)).isEqualTo(SignInResult.Kind.OK);
  }

  /** dsidm compares letters: "TRUE" it calls active, and refuses to unlock. */
  @Test
  void whomWeDisableTheServersOwnToolCallsLocked() throws LDAPException {
    String dn = person();
    assertThat(apply(dn, flag(Action.DISABLE))).isInstanceOf(WriteResult.Applied.class);
    assertThat(lab.raw(dn).getAttributeValue("nsAccountLock")).isEqualTo("true");
  }
}
