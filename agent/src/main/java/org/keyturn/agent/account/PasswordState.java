package org.keyturn.agent.account;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of one password, free of any vendor's code. Dialects decode sentinels (AD's 0 and
 * maximum, 389-DS's epoch, OpenLDAP's {@code 000001010000Z}) into it.
 *
 * @param changedAt when the password was last set; empty where the server recorded none
 * @param mustChange the server will ask for a new password at the next sign-in
 * @param expiry when the password's age ends it
 * @param lock what keeps a right password from being accepted
 * @param enabled false where an administrator disabled the account
 * @param lastSignInAt the last successful bind, where the server records it
 */
public record PasswordState(
    Optional<Instant> changedAt,
    boolean mustChange,
    Expiry expiry,
    Lock lock,
    boolean enabled,
    Optional<Instant> lastSignInAt) {}
