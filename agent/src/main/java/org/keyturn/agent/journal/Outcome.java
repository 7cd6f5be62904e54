package org.keyturn.agent.journal;

import java.util.Optional;

/**
 * What became of one account, with what is owed to it in the same transaction.
 *
 * @param seq the account's place in the plan
 * @param state an outcome, {@code UNKNOWN}, or {@code PLANNED} to let go of an intent that surely
 *     was not written
 * @param reason kebab-case; empty for {@code APPLIED}
 * @param detail for people; never a secret
 * @param message what the person is told
 */
public record Outcome(
    long seq, Item.State state, String reason, String detail, Optional<NewMessage> message) {}
