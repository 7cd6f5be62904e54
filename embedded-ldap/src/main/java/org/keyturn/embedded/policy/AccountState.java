package org.keyturn.embedded.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;

/** What an account's operational attributes mean under its policy at one instant. Pure. */
record AccountState(Entry entry, PasswordPolicy policy, Instant now) {

  /** Locked by an administrator's mark, or by failures that the lockout duration still covers. */
  boolean locked() throws LdapException {
    Attribute lock = entry.get("pwdAccountLockedTime");
    if (!policy.lockout() || lock == null) {
      return false;
    }
    return lock.getString().equals(GeneralizedTime.FOREVER)
        || policy.lockoutDuration().isZero()
        || now.isBefore(GeneralizedTime.parse(lock.getString()).plus(policy.lockoutDuration()));
  }

  /** Time left until the password expires, negative when it has; empty when it never does. */
  Optional<Duration> timeLeft() throws LdapException {
    Instant changed = GeneralizedTime.of(entry.get("pwdChangedTime"));
    return changed == null || policy.maxAge().isZero()
        ? Optional.empty()
        : Optional.of(Duration.between(now, changed.plus(policy.maxAge())));
  }

  boolean expired() throws LdapException {
    return timeLeft().filter(left -> left.isNegative() || left.isZero()).isPresent();
  }

  int graceLoginsUsed() {
    Attribute uses = entry.get("pwdGraceUseTime");
    return uses == null ? 0 : uses.size();
  }

  /** {@code pwdReset} binds only under a policy that says {@code pwdMustChange} (section 6.1). */
  boolean mustChange() throws LdapException {
    Attribute reset = entry.get("pwdReset");
    return policy.mustChange() && reset != null && Boolean.parseBoolean(reset.getString());
  }

  /** Without a minimum age never, however far ahead of this clock the last change is dated. */
  boolean tooYoung() throws LdapException {
    Instant changed = GeneralizedTime.of(entry.get("pwdChangedTime"));
    return changed != null
        && !policy.minAge().isZero()
        && now.isBefore(changed.plus(policy.minAge()));
  }

  /** Failed binds that still count, as stored. */
  List<String> failures() throws LdapException {
    List<String> counted = new ArrayList<>();
    Attribute failures = entry.get("pwdFailureTime");
    if (failures == null) {
      return counted;
    }
    for (Value value : failures) {
      Instant expiry = GeneralizedTime.parse(value.getString()).plus(policy.failureCountInterval());
      if (policy.failureCountInterval().isZero() || now.isBefore(expiry)) {
        counted.add(value.getString());
      }
    }
    return counted;
  }
}
