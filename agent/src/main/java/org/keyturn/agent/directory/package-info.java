/**
 * Reads accounts as a stream and applies one guarded change, whatever server stands behind. The
 * UnboundID SDK lives only here and in {@code dialect}. Imports {@code account} alone: it knows how
 * to write "must change at next sign-in", never when. Read {@link Directory} first.
 */
@NullMarked
package org.keyturn.agent.directory;

import org.jspecify.annotations.NullMarked;
