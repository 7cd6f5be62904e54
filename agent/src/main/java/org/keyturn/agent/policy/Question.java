package org.keyturn.agent.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.keyturn.agent.account.Account;
import org.keyturn.agent.account.Action;

/**
 * Everything that a decision depends on.
 *
 * @param account as it was read
 * @param rule when it is due
 * @param action what is to be done
 * @param mustChange for a reset: whether the person must choose another password afterwards
 * @param needsAddress whether it is pointless without an address that does not hang on this
 *     password
 * @param untouchable why nobody may touch it: {@code protected}, {@code self}, {@code bind-account}
 * @param supported what this directory can do
 * @param now read once for the whole plan
 */
public record Question(
    Account account,
    Rule rule,
    Action action,
    boolean mustChange,
    boolean needsAddress,
    Optional<String> untouchable,
    Set<Action> supported,
    Instant now) {}
