/** Wires the agent together ({@code Agent}) and starts it ({@code Main}); nothing imports it. */
@NullMarked
package org.keyturn.agent;

import org.jspecify.annotations.NullMarked;
