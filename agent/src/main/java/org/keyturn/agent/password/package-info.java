/**
 * Generates and judges passwords and seals them at rest. Passay lives only here. Imports {@code
 * account} alone.
 */
@NullMarked
package org.keyturn.agent.password;

import org.jspecify.annotations.NullMarked;
