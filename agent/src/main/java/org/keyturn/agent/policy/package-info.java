/**
 * The rules: account × rule × instant → {@link Decision}. Pure: no clock, no I/O, no logger.
 * Imports {@code account} alone. Read {@code Decider} first.
 */
@NullMarked
package org.keyturn.agent.policy;

import org.jspecify.annotations.NullMarked;
