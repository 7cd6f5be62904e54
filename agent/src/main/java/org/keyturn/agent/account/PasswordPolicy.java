package org.keyturn.agent.account;

import java.time.Duration;
import java.util.Optional;

/**
 * One password policy of the directory (draft-behera-ldap-password-policy-10, section 5.2), in
 * neutral terms.
 *
 * @param dn the policy's entry; also its identity
 * @param name a short name for people, usually the RDN's value
 * @param maxAge {@code pwdMaxAge}; empty: passwords never expire
 * @param warn {@code pwdExpireWarning}; zero: no warning at sign-in
 * @param mustChange {@code pwdMustChange}: whether the server honours "must change at next sign-in"
 *     under this policy; false: setting the flag has no effect
 * @param minLength {@code pwdMinLength}, in the unit the server counts (OpenLDAP: bytes); 0: none
 * @param history {@code pwdInHistory}; 0: none
 * @param graceLogins {@code pwdGraceAuthNLimit}: sign-ins allowed after expiry; 0: none
 * @param lockout {@code pwdLockout}: whether the server looks at an account's lock under this
 *     policy; false: neither failures nor an administrator can lock it
 * @param lockoutDuration {@code pwdLockoutDuration}; zero: until unlocked
 */
public record PasswordPolicy(
    String dn,
    String name,
    Optional<Duration> maxAge,
    Duration warn,
    boolean mustChange,
    int minLength,
    int history,
    int graceLogins,
    boolean lockout,
    Duration lockoutDuration) {}
