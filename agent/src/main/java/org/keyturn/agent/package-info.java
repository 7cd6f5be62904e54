/**
 * Wires the agent together ({@code Agent}, with {@code Planning}, {@code Messaging}, {@code Portal}
 * and {@code Console} beside it) and starts it ({@code Main}); nothing imports it.
 */
@NullMarked
package org.keyturn.agent;

import org.jspecify.annotations.NullMarked;
