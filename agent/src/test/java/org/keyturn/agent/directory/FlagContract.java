package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.Lock;
import org.keyturn.agent.account.PasswordChange;
import org.keyturn.agent.account.Secret;

/** The changes that leave the password as it is. */
abstract non-sealed class FlagContract extends DirectoryContractTest {

  @Test
  void forceChangeLeavesThePasswordAndItsAge() throws LDAPException {
    String dn = person("force");
    Entry before = raw(dn);
    assertApplied(apply(account(dn), Action.FORCE_CHANGE));
    assertThat(raw(dn).getAttributeValue("pwdReset")).isEqualTo("TRUE");
    assertThat(raw(dn).getAttributeValue("userPassword"))
        .isEqualTo(before.getAttributeValue("userPassword"));
    assertThat(raw(dn).getAttributeValue("pwdChangedTime"))
        .isEqualTo(before.getAttributeValue("pwdChangedTime"));
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind())
        .isEqualTo(SignInResult.Kind.MUST_CHANGE);
    assertThat(apply(account(dn), Action.FORCE_CHANGE)).isEqualTo(new WriteResult.AlreadySo());
  }

  @Test
  void anExpiredPasswordIsRefused() throws LDAPException {
    String dn = person("expire");
    assertApplied(apply(account(dn), Action.EXPIRE));
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.EXPIRED);
    assertThat(directory.signIn(dn, Secret.of(NEW)).kind())
        .isEqualTo(SignInResult.Kind.BAD_CREDENTIALS);
    assertThat(account(dn).state().expiry().isPast(Instant.now())).isTrue();
    assertThat(apply(account(dn), Action.EXPIRE)).isEqualTo(new WriteResult.AlreadySo());
  }

  @Test
  void whatNeverExpiresCannotBeExpired() throws LDAPException {
    String dn = person("noexpiry");
    assertApplied(apply(account(dn), Action.NEVER_EXPIRE));
    assertThat(apply(account(dn), Action.EXPIRE))
        .isInstanceOfSatisfying(
            WriteResult.Rejected.class, r -> assertThat(r.reason()).isEqualTo("never-expires"));
  }

  @Test
  void neverExpireAndBack() throws LDAPException {
    String dn = person("never");
    age(dn, Duration.ofDays(200));
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
    assertApplied(apply(account(dn), Action.NEVER_EXPIRE));
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Never());
    assertThat(apply(account(dn), Action.NEVER_EXPIRE)).isEqualTo(new WriteResult.AlreadySo());
    assertApplied(apply(account(dn), Action.NEVER_EXPIRE_OFF));
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
    assertThat(apply(account(dn), Action.NEVER_EXPIRE_OFF)).isEqualTo(new WriteResult.AlreadySo());
  }

  @Test
  void withoutAPolicyForItNeverExpireIsRefusedWithTheMend() throws LDAPException {
    String dn = person("nopolicy");
    DirectorySettings other =
        Settings.of(settings()).neverExpirePolicy("cn=default," + DirectoryLab.POLICIES).make();
    try (Directory without = Directories.open(other)) {
      assertThat(without.info().actions()).doesNotContain(Action.NEVER_EXPIRE);
      Account account = account(without, dn);
      assertThat(
              without.apply(
                  new Write(
                      account.id(),
                      account.dn(),
                      account.version(),
                      new PasswordChange.Flag(Action.NEVER_EXPIRE))))
          .isInstanceOfSatisfying(
              WriteResult.Rejected.class,
              r -> {
                assertThat(r.reason()).isEqualTo("no-never-expire-policy");
                assertThat(r.detail()).contains("never-expire-policy");
              });
    }
  }

  @Test
  void unlockLetsInWhoeverWasLockedOut() throws LDAPException {
    String dn = person("unlock");
    for (int i = 0; i < 12; i++) {
      bindAs(dn, "wrong");
    }
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.LOCKED);
    assertApplied(apply(account(dn), Action.UNLOCK));
    assertThat(raw(dn).hasAttribute("pwdFailureTime")).isFalse();
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
    assertThat(apply(account(dn), Action.UNLOCK)).isEqualTo(new WriteResult.AlreadySo());
  }

  @Test
  void disableAndEnable() throws LDAPException {
    String dn = person("disable");
    assertApplied(apply(account(dn), Action.DISABLE));
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.INVALID_CREDENTIALS);
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.DISABLED);
    assertThat(account(dn).state().enabled()).isFalse();
    assertThat(account(dn).state().lock()).isEqualTo(Lock.UNTIL_UNLOCKED);
    assertThat(apply(account(dn), Action.DISABLE)).isEqualTo(new WriteResult.AlreadySo());
    assertApplied(apply(account(dn), Action.ENABLE));
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
    assertThat(apply(account(dn), Action.ENABLE)).isEqualTo(new WriteResult.AlreadySo());
  }

  @Test
  void disablingWhereNoPolicyLocksIsRefused() throws LDAPException {
    String policy = "cn=nolock" + COUNTER.incrementAndGet() + "," + DirectoryLab.POLICIES;
    assertApplied(
        directory.writePolicy(
            new PolicySettings(
                policy, Optional.of(Duration.ofDays(99)), Optional.empty(), Optional.of(true))));
    String dn = person("nolock");
    operational(dn, "pwdPolicySubentry", policy);
    assertThat(apply(account(dn), Action.DISABLE))
        .isInstanceOfSatisfying(
            WriteResult.Rejected.class, r -> assertThat(r.reason()).isEqualTo("lockout-off"));
    operational(dn, "pwdAccountLockedTime", "000001010000Z");
    assertThat(bindAs(dn, OLD))
        .as("the server looks at no lock then")
        .isEqualTo(ResultCode.SUCCESS);
    root.delete(dn);
    root.delete(policy);
  }
}
