package org.keyturn.agent.directory;

import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.keyturn.agent.account.Expiry;
import org.keyturn.agent.account.PasswordState;

/** What can be the matter with a person, brought about without our code, and what is to be told. */
enum Situation {
  ORDINARY(SignInResult.Kind.OK) {
    @Override
    void bring(DirectoryLab lab, String dn) {}
  },
  MUST_CHANGE(SignInResult.Kind.MUST_CHANGE) {
    @Override
    void bring(DirectoryLab lab, String dn) throws LDAPException {
      lab.makeMustChange(dn);
    }
  },
  EXPIRED(SignInResult.Kind.EXPIRED) {
    @Override
    void bring(DirectoryLab lab, String dn) throws LDAPException {
      lab.age(dn, Duration.ofDays(120));
    }
  },
  LOCKED_OUT(SignInResult.Kind.LOCKED) {
    @Override
    void bring(DirectoryLab lab, String dn) {
      lab.lockOut(dn);
    }
  },
  DISABLED(SignInResult.Kind.DISABLED) {
    @Override
    void bring(DirectoryLab lab, String dn) throws LDAPException {
      lab.disableByHand(dn);
    }
  },
  NEVER_EXPIRES(SignInResult.Kind.OK) {
    @Override
    void bring(DirectoryLab lab, String dn) throws LDAPException {
      lab.neverExpireByHand(dn);
    }
  },
  DISABLED_WHO_MUST_CHANGE(SignInResult.Kind.DISABLED) {
    @Override
    void bring(DirectoryLab lab, String dn) throws LDAPException {
      lab.makeMustChange(dn);
      lab.disableByHand(dn);
    }
  };

  private final SignInResult.Kind kind;

  Situation(SignInResult.Kind kind) {
    this.kind = kind;
  }

  abstract void bring(DirectoryLab lab, String dn) throws LDAPException;

  /** Whether a test can bring it about: where only time ages a password, none can. */
  boolean canBe(DirectoryLab lab) {
    return this != EXPIRED || lab.has(Trait.AGE_CAN_BE_SET);
  }

  /** What somebody who knows the password gets. */
  SignInResult.Kind kind() {
    return kind;
  }

  /** Whether the neutral state says the same. */
  boolean isToldBy(PasswordState state) {
    boolean disabled = this == DISABLED || this == DISABLED_WHO_MUST_CHANGE;
    boolean must = this == MUST_CHANGE || this == DISABLED_WHO_MUST_CHANGE;
    return state.enabled() != disabled
        && state.mustChange() == must
        && (disabled || state.lock().holds(Instant.now()) == (this == LOCKED_OUT))
        && state.expiry().isPast(Instant.now()) == (this == EXPIRED)
        && (state.expiry() instanceof Expiry.Never) == (this == NEVER_EXPIRES);
  }

  /** What somebody who knows the password gets, going by the neutral state alone. */
  static SignInResult.Kind foretold(PasswordState state) {
    if (!state.enabled()) {
      return SignInResult.Kind.DISABLED;
    }
    if (state.lock().holds(Instant.now())) {
      return SignInResult.Kind.LOCKED;
    }
    if (state.expiry().isPast(Instant.now())) {
      return SignInResult.Kind.EXPIRED;
    }
    return state.mustChange() ? SignInResult.Kind.MUST_CHANGE : SignInResult.Kind.OK;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
