package org.keyturn.agent.directory;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.keyturn.agent.account.Secret;

/** The changes that leave the password as it is. */
abstract non-sealed class FlagContract extends DirectoryContractTest {

  @Test
  void forceChangeLeavesThePasswordAndItsAge() throws LDAPException {
    String dn = person("force");
    Account before = account(dn);
    Optional<String> stored = lab().storedPassword(dn);
    assertApplied(apply(before, Action.FORCE_CHANGE));
    assertThat(lab().showsMustChange(dn)).isTrue();
    assertThat(lab().storedPassword(dn)).isEqualTo(stored);
    assertThat(account(dn).state().mustChange()).isTrue();
    assertThat(account(dn).state().changedAt())
        .isEqualTo(
            lab().has(Trait.MUST_CHANGE_KEEPS_THE_AGE)
                ? before.state().changedAt()
                : Optional.empty());
    observe(
        Fact.CHANGED_AT,
        lab().has(Trait.MUST_CHANGE_KEEPS_THE_AGE)
            ? "is known as before"
            : "is not known any more");
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind())
        .isEqualTo(SignInResult.Kind.MUST_CHANGE);
    assertThat(apply(account(dn), Action.FORCE_CHANGE)).isEqualTo(new WriteResult.AlreadySo());
  }

  @Test
  void aForcedChangeIsTakenBack() throws LDAPException {
    String dn = person("unforce");
    assertApplied(apply(account(dn), Action.FORCE_CHANGE));
    assertApplied(apply(account(dn), Action.FORCE_CHANGE_OFF));
    assertThat(lab().showsMustChange(dn)).isFalse();
    assertThat(account(dn).state().mustChange()).isFalse();
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.OK);
    assertThat(apply(account(dn), Action.FORCE_CHANGE_OFF)).isEqualTo(new WriteResult.AlreadySo());
  }

  @Test
  void anExpiredPasswordIsRefused() throws LDAPException {
    String dn = person("expire");
    if (!lab().has(Trait.EXPIRES_ONE_PASSWORD)) {
      assertNotOffered(dn, Action.EXPIRE);
      observe(Fact.EXPIRE, "not offered");
      assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
      return;
    }
    assertApplied(apply(account(dn), Action.EXPIRE));
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.EXPIRED);
    assertThat(directory.signIn(dn, Secret.of(NEW)).kind())
        .isEqualTo(SignInResult.Kind.BAD_CREDENTIALS);
    Instant now = Instant.now();
    assertThat(account(dn).state().expiry().isPast(now)).isTrue();
    observe(Fact.EXPIRE, "refused from the next sign-in on");
    assertThat(apply(account(dn), Action.EXPIRE)).isEqualTo(new WriteResult.AlreadySo());
  }

  @Test
  void whatNeverExpiresCannotBeExpired() throws LDAPException {
    String dn = person("noexpiry");
    assertApplied(apply(account(dn), Action.NEVER_EXPIRE));
    if (!lab().has(Trait.EXPIRES_ONE_PASSWORD)) {
      assertNotOffered(dn, Action.EXPIRE);
      return;
    }
    assertThat(apply(account(dn), Action.EXPIRE))
        .isInstanceOfSatisfying(
            WriteResult.Rejected.class, r -> assertThat(r.reason()).isEqualTo("never-expires"));
  }

  @Test
  void neverExpireAndBack() throws LDAPException {
    String dn = person("never");
    Account before = account(dn);
    assertThat(before.state().expiry().end()).isPresent();
    assertApplied(apply(account(dn), Action.NEVER_EXPIRE));
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
    assertThat(account(dn).state().expiry()).isEqualTo(new Expiry.Never());
    boolean samePolicy = account(dn).policy().equals(before.policy());
    assertThat(samePolicy).isNotEqualTo(lab().has(Trait.NEVER_EXPIRE_BY_POLICY));
    observe(Fact.NEVER_EXPIRE, samePolicy ? "a mark on the account" : "another policy");
    assertThat(apply(account(dn), Action.NEVER_EXPIRE)).isEqualTo(new WriteResult.AlreadySo());
    assertApplied(apply(account(dn), Action.NEVER_EXPIRE_OFF));
    assertThat(account(dn).state().expiry().end()).isPresent();
    assertThat(apply(account(dn), Action.NEVER_EXPIRE_OFF)).isEqualTo(new WriteResult.AlreadySo());
  }

  @Test
  void neverExpireLetsInWhosePasswordHadExpired() throws LDAPException {
    String dn = person("revived");
    if (!lab().has(Trait.AGE_CAN_BE_SET)) {
      assertApplied(apply(account(dn), Action.NEVER_EXPIRE));
      assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
      return;
    }
    lab().age(dn, Duration.ofDays(200));
    assertThat(bindAs(dn, OLD)).isNotEqualTo(ResultCode.SUCCESS);
    assertApplied(apply(account(dn), Action.NEVER_EXPIRE));
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
    if (lab().has(Trait.EXPIRY_FOLLOWS_THE_CHANGE)) {
      assertApplied(apply(account(dn), Action.NEVER_EXPIRE_OFF));
      assertThat(bindAs(dn, OLD)).isNotEqualTo(ResultCode.SUCCESS);
    }
  }

  @Test
  void withoutAPolicyForItNeverExpireIsRefusedWithTheMend() throws LDAPException {
    String dn = person("nopolicy");
    if (!lab().has(Trait.NEVER_EXPIRE_BY_POLICY)) {
      assertThat(directory.info().actions()).contains(Action.NEVER_EXPIRE);
      return;
    }
    String expires = directory.defaultPolicy().orElseThrow().dn();
    DirectorySettings other = Settings.of(settings()).neverExpirePolicy(expires).make();
    try (Directory without = Directories.open(other)) {
      assertThat(without.info().actions()).doesNotContain(Action.NEVER_EXPIRE);
      Account account = account(without, dn);
      assertThat(without.apply(write(account, flag(Action.NEVER_EXPIRE))))
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
    lab().lockOut(dn);
    assertThat(bindAs(dn, OLD)).isNotEqualTo(ResultCode.SUCCESS);
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.LOCKED);
    assertApplied(apply(account(dn), Action.UNLOCK));
    assertThat(lab().showsFailures(dn)).isFalse();
    observe(Fact.UNLOCK, "yes");
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
    assertThat(apply(account(dn), Action.UNLOCK)).isEqualTo(new WriteResult.AlreadySo());
  }

  @Test
  void disableAndEnable() throws LDAPException {
    String dn = person("disable");
    assertApplied(apply(account(dn), Action.DISABLE));
    assertThat(bindAs(dn, OLD)).isNotEqualTo(ResultCode.SUCCESS);
    assertThat(directory.signIn(dn, Secret.of(OLD)).kind()).isEqualTo(SignInResult.Kind.DISABLED);
    assertThat(account(dn).state().enabled()).isFalse();
    assertThat(account(dn).state().lock())
        .isEqualTo(lab().has(Trait.DISABLING_IS_A_LOCK) ? Lock.UNTIL_UNLOCKED : Lock.NONE);
    assertThat(apply(account(dn), Action.DISABLE)).isEqualTo(new WriteResult.AlreadySo());
    assertApplied(apply(account(dn), Action.ENABLE));
    assertThat(bindAs(dn, OLD)).isEqualTo(ResultCode.SUCCESS);
    assertThat(apply(account(dn), Action.ENABLE)).isEqualTo(new WriteResult.AlreadySo());
  }

  @Test
  void disablingWhereNoPolicyLocksTellsWhatComesOfIt() throws LDAPException {
    String policy = lab().addPolicy(fresh("nolock"), Duration.ofDays(99), false);
    String dn = person("nolock");
    lab().underPolicy(dn, policy);
    WriteResult result = apply(account(dn), Action.DISABLE);
    if (lab().has(Trait.DISABLING_IS_A_LOCK)) {
      assertThat(result)
          .isInstanceOfSatisfying(
              WriteResult.Rejected.class, r -> assertThat(r.reason()).isEqualTo("lockout-off"));
      observe(Fact.LOCKOUT_OFF, "has no effect; refused");
      lab().disableByHand(dn);
      assertThat(bindAs(dn, OLD))
          .as("the server looks at no lock then")
          .isEqualTo(ResultCode.SUCCESS);
    } else {
      assertApplied(result);
      assertThat(bindAs(dn, OLD)).isNotEqualTo(ResultCode.SUCCESS);
      observe(Fact.LOCKOUT_OFF, "works");
    }
    lab().delete(dn);
    lab().deletePolicy(policy);
  }
}
