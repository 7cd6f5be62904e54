/**
 * A certificate authority of one server. Bouncy Castle lives only here. Read {@code ServerKeys}
 * first. Imports nothing of ours.
 */
@NullMarked
package org.keyturn.embedded.tls;

import org.jspecify.annotations.NullMarked;
