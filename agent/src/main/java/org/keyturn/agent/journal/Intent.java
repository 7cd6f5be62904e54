package org.keyturn.agent.journal;

/**
 * A write that is about to be sent.
 *
 * @param seq the account's place in the plan
 * @param sealed the new password, sealed; empty array where the change has none
 */
public record Intent(long seq, byte[] sealed) {}
