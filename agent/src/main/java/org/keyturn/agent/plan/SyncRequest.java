package org.keyturn.agent.plan;

import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.AccountId;

/**
 * Which accounts are to be compared with what is declared.
 *
 * @param job the config's job; empty for a command
 * @param memberships what is declared of them
 * @param only those that may have changed; empty: everybody
 * @param operator the login or DN of whoever asks: never touched
 */
public record SyncRequest(
    Optional<String> job,
    Declaration declaration,
    Memberships memberships,
    Optional<Set<AccountId>> only,
    Optional<String> operator) {}
